"""What schools declare of themselves, beside what was measured there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from ictops.audit.papers import Answer, Declared
from ictops.compliance import Finding, Verdict
from ictops.estate import ControlId, Frozen, SchoolId

_STANDARDS = ("cyber security", "servers and storage", "digital leadership", "cyber essentials")
"""How a self-assessment names what a control is evidence towards; a control's own id comes first."""


class Beside(Frozen):
    """One answer and the readings that speak to it. Where nothing measures it, the answer stands alone, and says so."""

    school: SchoolId
    answer: Answer
    controls: tuple[ControlId, ...]
    meets: int
    fails: int
    unknown: int

    @property
    def is_contradicted(self) -> bool:
        """Declared as met, and measured as failing."""
        return self.answer.declared is Declared.YES and self.fails > 0

    @property
    def measured(self) -> str:
        """`3 fail, 20 meet, 17 not measured`, or that nothing measures it."""
        if not self.controls:
            return "nothing measures it"
        return f"{self.fails} fail, {self.meets} meet, {self.unknown} not measured"


def beside(
    school: SchoolId, answers: Iterable[Answer], findings: Iterable[Finding], towards: Mapping[ControlId, str]
) -> tuple[Beside, ...]:
    """Each answer with what was measured at the school. `towards`: for each control, the frameworks it is evidence towards."""
    of = [finding for finding in findings if finding.school == school]
    return tuple(_beside(school, answer, of, towards) for answer in answers)


def _beside(school: SchoolId, answer: Answer, findings: list[Finding], towards: Mapping[ControlId, str]) -> Beside:
    controls = _controls(answer.question.text, towards)
    counted = Counter(finding.verdict for finding in findings if finding.control in controls)
    return Beside(
        school=school, answer=answer, controls=controls, meets=counted[Verdict.MEETS],
        fails=counted[Verdict.FAILS] + counted[Verdict.EXCEPTED], unknown=counted[Verdict.UNKNOWN],
    )  # fmt: skip


def _controls(question: str, towards: Mapping[ControlId, str]) -> tuple[ControlId, ...]:
    words = " ".join(question.casefold().split())
    named = tuple(control for control in sorted(towards) if re.search(rf"\b{re.escape(control.casefold())}\b", words))
    if named:
        return named
    standards = [standard for standard in _STANDARDS if standard in words]
    return tuple(
        control for control in sorted(towards) if any(standard in towards[control].casefold() for standard in standards)
    )
