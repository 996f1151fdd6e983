"""The review of the audits as a page and as data; `text_review` has it as lines."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from ictops.audit import Review
from ictops.estate import Trust
from ictops.report.answers import Answers
from ictops.report.as_json import written
from ictops.report.audits import PRIVATE, review_headline
from ictops.report.html import page
from ictops.report.nouns import ReportData
from ictops.report.print_risks import driver_turns, mail_turn


def review_page(review: Review, trust: Trust, as_of: datetime, answers: Answers | None = None) -> str:
    """`review.html`: what the audits hold, school by school, and the answers to the four questions. Needs no other page."""
    data = ReportData(trust=trust, as_of=as_of, review=review)
    return page(
        "review.html.j2",
        data,
        review=review,
        headline=review_headline(review),
        school=None,
        answers=answers,
        driver_turns=driver_turns(review),
        mail_turn=mail_turn(review),
    )


def review_json(review: Review, answers: Answers | None = None) -> dict[str, Any]:
    """The review as plain data, ready for `json.dumps`; free text of notes is left out of its contradictions."""
    more = {"answers": answers.model_dump()} if answers else {}
    said: dict[str, Any] = json.loads(written({"format": "ictops-review/1", **review.model_dump(), **more}))
    for school in said["schools"]:
        for conflict in school["conflicts"]:
            if conflict["attribute"] in PRIVATE:
                conflict["facts"] = [{**fact, "value": None} for fact in conflict["facts"]]
    return said
