"""The four questions, the plan's papers and the data's quality of one school, as lines for a terminal."""

from __future__ import annotations

from ictops.audit import SchoolReview
from ictops.audit.papers import Contract, Issue
from ictops.estate import SchoolId, Untrusted
from ictops.report.answers import Answers
from ictops.report.columns import columns
from ictops.report.four import Sum
from ictops.report.visible import shortened, visible
from ictops.report.words import counted, date_words, plain

LISTED = 10
"""So many issues and contracts stand on a terminal; the page and the tables have them all."""


def answers_text(school: SchoolId, answers: Answers) -> list[str]:
    """By area: how many devices, whether they meet the standard, whether they can be made to; what is declared otherwise."""
    areas = [_area(one) for one in answers.areas if one.school == school]
    declared = [one for one in answers.declared if one.school == school]
    lines = [f"  {line}" for line in columns(("area", "devices", "meets the standard now", "can be made to"), areas)]
    lines += [f"  declared and measured ({len(declared)}):"] if declared else []
    for one in declared:
        against = ": THE READINGS CONTRADICT IT" if one.is_contradicted else ""
        lines.append(f"    {_text(one.answer.question)}: declared {one.answer.declared.value}; {one.measured}{against}")
    return lines


def papers_text(one: SchoolReview) -> list[str]:
    """Issues, contracts and the quality of the data."""
    quality = one.quality
    complete = ", ".join(f"{plain(each.attribute.value)} {each.told}" for each in quality.completeness)
    return [
        *_listed("issues people live with", [_issue(issue) for issue in one.issues]),
        *_listed("contracts", [_contract(contract) for contract in one.contracts]),
        f"  told, of {counted(one.devices, 'device')}: {complete}",
        f"  quality: {counted(quality.clashes, 'clash', 'clashes')}, {counted(quality.contradictions, 'contradiction')} open, "
        f"{quality.settled} settled, {counted(quality.filler, 'cell')} of filler, {quality.in_no_file} in no file any more",
    ]


def _area(one: Sum) -> tuple[str, ...]:
    says = (", ".join(f"{each.value} {number}" for each, number in those) for those in (one.meets, one.can_be))
    return one.area, str(one.devices), *says


def _issue(one: Issue) -> str:
    days = f"since {_text(one.since_unread)}" if one.since_unread else "since when is not told"
    days = days if one.days is None else f"open for {counted(one.days, 'day')}"
    urgent = ", urgent" if one.urgent else ""
    return f"{_text(one.what)}: {one.reach.value} ({_text(one.affects)}), {days}{urgent}"


def _contract(one: Contract) -> str:
    ends = f"ends {date_words(one.ends)}" if one.ends else "no end told"
    ends = f"ends {_text(one.ends_unread)}" if one.ends_unread else ends
    notice = f", notice by {date_words(one.notice_by)}" if one.notice_by else ""
    notice = f", notice {_text(one.notice_unread)}" if one.notice_unread else notice
    stands = "" if one.ends is None and not one.ends_unread else f"; {one.standing.value}"
    return f"{_text(one.what or one.supplier)}: {ends}{notice}{stands}"


def _text(text: Untrusted | None) -> str:
    return shortened(visible(text)) if text else "not told"


def _listed(title: str, lines: list[str]) -> list[str]:
    more = [f"    and {len(lines) - LISTED} more: see the page"] if len(lines) > LISTED else []
    return [f"  {title} ({len(lines)}):", *(f"    {line}" for line in lines[:LISTED]), *more] if lines else []
