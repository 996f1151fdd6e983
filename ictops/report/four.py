"""The four questions of an ICT audit, device by device: what have we got, does it meet the standard now, can it be made to,
and if not, what would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from ictops.audit.quality import Warranty, warranty
from ictops.audit.review import Age, age
from ictops.audit.support import Support, support, systems
from ictops.compliance import Finding, Verdict, left_to_people
from ictops.estate import Attribute, Device, Frozen, Kind, SchoolId

AREAS: Mapping[Kind, str] = {
    Kind.FILE_SERVER: "storage",
    Kind.PRINT_SERVER: "print",
    Kind.PRINTER: "print",
    Kind.CLASSROOM_PC: "whiteboards",
    Kind.WHITEBOARD: "whiteboards",
    Kind.DIRECTORY: "accounts",
    Kind.SWITCH: "network",
    Kind.ACCESS_POINT: "network",
}
"""Where a kind of device counts; what is not here counts as `devices`."""

OLD = (Age.FROM_7, Age.FROM_10)
"""From seven years on a device is due with the next refresh."""


class Meets(StrEnum):
    YES = "yes"
    NO = "no"
    PARTLY_MEASURED = "as far as measured"
    NOT_MEASURED = "not measured"
    NOTHING_ASKED = "the standard asks nothing of it yet"


class CanBe(StrEnum):
    IS = "meets it already"
    BY_PLAN = "yes, by a plan"
    BY_PEOPLE = "yes, by people"
    NOT_KNOWN = "nobody can tell yet"
    NOT_AS_IT_IS = "not as it is"
    NOT_ASKED = "not asked"


class Line(Frozen):
    """What is answered of one device. `would`: what it takes, in a sentence; empty where nothing is needed."""

    school: SchoolId
    area: str
    device: Device
    age: Age
    support: Support
    support_until: date | None
    warranty: Warranty
    meets: Meets
    failing: tuple[str, ...]
    can_be: CanBe
    would: str


class Sum(Frozen):
    """A school's area: how many devices, and how many of each answer."""

    school: SchoolId
    area: str
    devices: int
    meets: tuple[tuple[Meets, int], ...]
    can_be: tuple[tuple[CanBe, int], ...]


def lines(devices: Iterable[Device], findings: Iterable[Finding], by_hand: frozenset[str], today: date) -> tuple[Line, ...]:
    """The answers for every device, by school, area and id. `by_hand`: controls that no role puts right."""
    of: dict[str, list[Finding]] = {}
    for finding in findings:
        of.setdefault(finding.device, []).append(finding)
    made = [_line(device, of.get(device.id, []), by_hand, today) for device in devices]
    return tuple(sorted(made, key=lambda line: (line.school, line.area, line.device.id)))


def sums(answered: Iterable[Line]) -> tuple[Sum, ...]:
    """The answers by school and area."""
    groups: dict[tuple[SchoolId, str], list[Line]] = {}
    for line in answered:
        groups.setdefault((line.school, line.area), []).append(line)
    return tuple(
        Sum(
            school=school,
            area=area,
            devices=len(those),
            meets=_counted(Meets, [line.meets for line in those]),
            can_be=_counted(CanBe, [line.can_be for line in those]),
        )
        for (school, area), those in sorted(groups.items())
    )


def _counted[Each: StrEnum](kinds: type[Each], those: list[Each]) -> tuple[tuple[Each, int], ...]:
    counted = Counter(those)
    return tuple((each, counted[each]) for each in kinds if counted[each])


def _line(device: Device, found: list[Finding], by_hand: frozenset[str], today: date) -> Line:
    asked = [finding for finding in found if finding.verdict is not Verdict.NOT_APPLICABLE]
    failing = tuple(sorted(finding.control for finding in asked if finding.verdict in (Verdict.FAILS, Verdict.EXCEPTED)))
    unknown = [finding for finding in asked if finding.verdict is Verdict.UNKNOWN]
    people = by_hand | {finding.control for finding in asked if left_to_people(finding)}
    system = device.get(Attribute.SYSTEM)
    stands, until = _support(system.text if system else "", today)
    how_old = age(device, today)
    meets = _meets(asked, failing, unknown)
    can_be, would = _can_be(meets, failing, unknown, people)
    if stands is Support.ENDED and can_be is not CanBe.IS:
        can_be, would = CanBe.NOT_AS_IT_IS, "a system that is still mended: its support has ended"
    elif how_old in OLD and can_be is CanBe.NOT_ASKED:
        would = f"nothing now; it is due with the next refresh ({how_old.value})"
    return Line(
        school=device.school, area=AREAS.get(device.kind, "devices"), device=device, age=how_old, support=stands,
        support_until=until, warranty=warranty(device, today), meets=meets, failing=failing, can_be=can_be, would=would,
    )  # fmt: skip


def _support(system: str, today: date) -> tuple[Support, date | None]:
    meant = systems(system)
    return support(system, today), meant[0].ends if len(meant) == 1 else None


def _meets(asked: list[Finding], failing: tuple[str, ...], unknown: list[Finding]) -> Meets:
    if not asked:
        return Meets.NOTHING_ASKED
    if failing:
        return Meets.NO
    if len(unknown) == len(asked):
        return Meets.NOT_MEASURED
    return Meets.PARTLY_MEASURED if unknown else Meets.YES


def _can_be(meets: Meets, failing: tuple[str, ...], unknown: list[Finding], by_hand: frozenset[str]) -> tuple[CanBe, str]:
    match meets:
        case Meets.NOTHING_ASKED:
            return CanBe.NOT_ASKED, ""
        case Meets.YES:
            return CanBe.IS, ""
        case Meets.NO:
            people = [control for control in failing if control in by_hand]
            if len(people) == len(failing):
                return CanBe.BY_PEOPLE, f"somebody settles {', '.join(people)}"
            rest = f"; somebody settles {', '.join(people)}" if people else ""
            return CanBe.BY_PLAN, f"ictops plan, for {len(failing) - len(people)} of its settings{rest}"
        case _:
            reasons = sorted({finding.because or "not read yet" for finding in unknown})
            return CanBe.NOT_KNOWN, f"first: {reasons[0]}" + (f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else "")
