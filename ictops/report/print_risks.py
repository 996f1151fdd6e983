"""Two risks with a day, in the words that the review's lines, page and tables share: makers' drivers, and scans by mail."""

from __future__ import annotations

from collections.abc import Sequence

from ictops.audit import Review, SchoolReview
from ictops.audit.print_dates import Turn, turned
from ictops.estate import Untrusted
from ictops.report.visible import visible
from ictops.report.words import counted, date_words

ASKED = "a person has to look: does it mail scans with a name and password (basic SMTP AUTH)? No audit tells"


def turn_words(turn: Turn, *, has_come: bool) -> str:
    """`from 1 Jul 2027: by Windows Update such drivers get security fixes only`."""
    return f"{'since' if has_come else 'from'} {date_words(turn.day)}: {turn.what}"


def driver_turns(review: Review) -> tuple[str, ...]:
    """What Windows does with makers' drivers, and when, seen from the day of the review."""
    return tuple(turn_words(turn, has_come=come) for turn, come in turned(review.driver_turns, review.today))


def mail_turn(review: Review) -> str:
    """What ends for scans by mail, and when."""
    return turn_words(review.mail_turn, has_come=review.mail_turn.day <= review.today)


def print_risks_text(review: Review, one: SchoolReview) -> list[str]:
    """Both risks of a school as lines, none where there is nothing to say."""
    lines: list[str] = []
    if one.makers_drivers:
        number = sum(len(each.devices) for each in one.makers_drivers)
        lines += [f"  printers on a driver of their maker ({number}), of which Windows lets go:"]
        lines += [f"    {turn}" for turn in driver_turns(review)]
        lines += [f"    {visible(each.driver)}: {', '.join(each.devices)}" for each in one.makers_drivers]
    if one.may_mail_scans:
        lines += [f"  {counted(len(one.may_mail_scans), 'printer')} that may mail scans; {mail_turn(review)}"]
        lines += [f"    {ASKED}: {', '.join(one.may_mail_scans)}"]
    return lines


def print_rows(review: Review) -> tuple[Sequence[str | Untrusted], ...]:
    """Both risks of all schools as rows: school, risk, device, driver, the last day of the old way, what then, source."""
    last = review.driver_turns[-1]
    drivers = (
        (one.school, "a driver of the printer's maker", device, each.driver, last.day.isoformat(), last.what, last.source)
        for one in review.schools
        for each in one.makers_drivers
        for device in each.devices
    )
    mail = review.mail_turn
    scans = (
        (one.school, "may mail scans: ask", device, "", mail.day.isoformat(), mail.what, mail.source)
        for one in review.schools
        for device in one.may_mail_scans
    )
    return (*drivers, *scans)
