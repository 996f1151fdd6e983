"""Commands that look: `inventory`, `gaps`, `drift`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

import typer

from ictops.cli.speaking import (
    BROKE,
    DIFFERENCES,
    JsonOption,
    SchoolsArgument,
    TrustOption,
    answer,
    busy,
    complain,
    now,
    opened,
    say,
)
from ictops.compliance import coverage
from ictops.inventory import Withheld
from ictops.report import compliance_text, drift_text, gaps_text
from ictops.report.words import counted
from ictops.wiring.inventories import Generated, check_inventories, choose, generate_inventories
from ictops.wiring.observing import findings
from ictops.wiring.reporting import report_data
from ictops.wiring.sweeping import sweep

CheckOption = Annotated[bool, typer.Option("--check", help="Have Ansible load each inventory, and compare what it sees.")]


def inventory(
    schools: SchoolsArgument = None, check: CheckOption = False, trust: TrustOption = None, json: JsonOption = False
) -> None:
    """Generate the Ansible inventory of schools from their imported audits and the standard.

    Ends with 3 when a school has no audit yet; the others' inventories are made. Example: ictops inventory quillford --check
    """
    ours = opened(trust)
    chosen = choose(ours, tuple(school.id for school in ours.schools(tuple(schools or ()))))
    complain(*map(str, chosen.faults))
    moment = now()
    made = generate_inventories(ours, chosen.imported, moment)
    if check:
        check_inventories(ours, made, moment)
    if json:
        answer([_inventory_json(one) for one in made])
    else:
        for one in made:
            _say_inventory(one)
    raise typer.Exit(DIFFERENCES if chosen.faults else 0)


def _inventory_json(one: Generated) -> dict[str, object]:
    return {
        "school": one.school, "hosts": list(one.hosts), "changed": list(one.changed),
        "withheld": {withheld.device: withheld.because for withheld in one.withheld},
    }  # fmt: skip


def _say_inventory(one: Generated) -> None:
    changed = f"{counted(len(one.changed), 'file')} written" if one.changed else "no file changed"
    say(f"{one.school}: {counted(len(one.hosts), 'host')}, {counted(len(one.withheld), 'device')} withheld, {changed}")
    say(f"  {host}" for host in one.hosts)
    for because, devices in sorted(_by_reason(one.withheld).items()):
        say(f"  withheld, {because}: {', '.join(devices)}")


def _by_reason(withheld: Iterable[Withheld]) -> dict[str, list[str]]:
    reasons: dict[str, list[str]] = {}
    for one in withheld:
        reasons.setdefault(one.because, []).append(one.device)
    return reasons


def gaps(schools: SchoolsArgument = None, trust: TrustOption = None, json: JsonOption = False) -> None:
    """Show where hosts fall short of the standard, by school, area and control, from what was last read.

    Ends with 3 when a control fails or is unknown, or nothing was measured. Example: ictops gaps quillford
    """
    ours = opened(trust)
    chosen = tuple(school.id for school in ours.schools(tuple(schools or ())))
    found = findings(ours, chosen, now())
    if json:
        answer(
            {"coverage": coverage(found).model_dump(mode="json"), "findings": [one.model_dump(mode="json") for one in found]}
        )
    else:
        data = report_data(ours, chosen, now())
        say([*compliance_text(data), "", *gaps_text(data)])
    counts = coverage(found)
    raise typer.Exit(DIFFERENCES if counts.failing or counts.unknown or not counts.measured else 0)


def drift(schools: SchoolsArgument = None, trust: TrustOption = None, json: JsonOption = False) -> None:
    """Read every host again and name each control that met the standard and no longer does.

    The first reading has nothing to compare with. Ends with 3 as long as something has drifted and not come back, with 1
    when a host could not be read. Example: ictops drift
    """
    ours = opened(trust)
    chosen = tuple(school.id for school in ours.schools(tuple(schools or ())))
    with busy("Reading hosts"):
        read = sweep(ours, chosen, now())
    if json:
        answer({
            "hosts": read.hosts, "first": read.is_first, "drift": [one.model_dump(mode="json") for one in read.drift],
            "not_read": {host: why.model_dump(mode="json") for host, why in read.not_read.items()},
            "coverage": coverage(read.findings).model_dump(mode="json"),
        })  # fmt: skip
    else:
        first = " This is the first reading." if read.is_first else ""
        say(f"Read {read.hosts - len(read.not_read)} of {read.hosts} hosts.{first}")
        say(drift_text(report_data(ours, chosen, now(), drift=read.drift)))
    complain(*map(str, read.faults), *(f"{host}: {why.why.value}: {why.says}" for host, why in sorted(read.not_read.items())))
    if read.drift:
        raise typer.Exit(DIFFERENCES)
    raise typer.Exit(BROKE if read.not_read or read.faults else 0)
