"""Controls of classroom PCs with a whiteboard: its driver, at the standard's version, from a source that is checked."""

from __future__ import annotations

from functools import partial
from typing import Any

from ictops.estate import Kind, Value
from ictops.standard.catalogue import boards, clauses
from ictops.standard.control import Area, AttributeProbe, Control, Host, NotApplicable, Relation

PCS = frozenset({Kind.CLASSROOM_PC})
BOARDS = AttributeProbe(name="boards", kinds=PCS, probe=boards.PROBE, measure=boards.boards)

_control = partial(
    Control,
    area=Area.WHITEBOARDS,
    kinds=PCS,
    role="whiteboards",
    probe=boards.PROBE,
    needs=(BOARDS.name,),
    relation=Relation.INCLUDES,
    evidence_towards=(clauses.SUPPORTED, clauses.UPDATES),
)


def _needed(host: Host) -> list[dict[str, Any]]:
    """The catalogue's entries for boards that this PC has and that need a driver; NotApplicable when there are none."""
    attached = host.attributes[BOARDS.name]
    known = [
        entry for entry in host.settings["whiteboards_catalogue"] if isinstance(attached, tuple) and entry["usb"] in attached
    ]
    if not known:
        raise NotApplicable("no whiteboard of the catalogue is attached")
    needed = [entry for entry in known if entry["driver"] in (True, "yes")]
    if not needed:
        raise NotApplicable("the attached whiteboard needs no driver")
    return needed


def _intend_source(host: Host) -> Value:
    _needed(host)
    return (f"{host.settings['whiteboards_repository_uri'].rstrip('/')}/ signed",)


def _intend_driver(host: Host) -> Value:
    return tuple(sorted({f"{entry['package']} {entry['version']}" for entry in _needed(host)}))


def _intend_held(host: Host) -> Value:
    return tuple(sorted({entry["package"] for entry in _needed(host)}))


CONTROLS = (
    _control(
        id="WBD.SOURCE.1v1",
        requirement="A PC with a whiteboard must take its driver from the standard's source, checked with the standard's key.",
        governor="Whiteboard software comes only from a place we trust, and tampering on the way would be noticed.",
        value_says="the software sources and how what they send is checked",
        measure=boards.sources,
        intend=_intend_source,
        undo="Remove the source and its key again; what was installed from it stays.",
    ),
    _control(
        id="WBD.DRIVER.1v1",
        requirement="A PC with a whiteboard that needs a driver must have it at the standard's version.",
        governor="Whiteboards work the same way in every classroom, with software that is still looked after.",
        value_says="the whiteboard drivers installed, with their versions",
        measure=boards.drivers,
        intend=_intend_driver,
        undo="Install the earlier version again, or remove the driver where there was none.",
    ),
    _control(
        id="WBD.HOLD.1v1",
        requirement="The whiteboard driver must be held at its version, so that it changes only when the standard does.",
        governor="Whiteboard software does not change by itself in the middle of a term.",
        value_says="the whiteboard drivers held at their version",
        measure=boards.held,
        intend=_intend_held,
        undo="Release the hold on the driver.",
    ),
)
