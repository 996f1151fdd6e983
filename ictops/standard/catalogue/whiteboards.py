"""Controls of classroom PCs with a whiteboard: its driver, at the standard's version, from a source that is checked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from ictops.estate import Kind, Value
from ictops.standard.catalogue import boards, boards_evidence, clauses, spare
from ictops.standard.control import Area, AttributeProbe, Control, Host, NotApplicable, Relation, Undone

PCS = frozenset({Kind.CLASSROOM_PC})
NO_DRIVER = frozenset({"no", "false", "off", "0"})
"""What an entry of the catalogue may say, a true text or YAML's word, for a board that needs no driver."""
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


def _present(host: Host) -> list[dict[str, Any]]:
    """The catalogue's entries for boards that this PC has; NotApplicable when it has none."""
    attached = host.attributes[BOARDS.name]
    ids = {one.partition(" ")[0] for one in attached} if isinstance(attached, tuple) else set()
    known = [entry for entry in host.settings["whiteboards_catalogue"] if entry["usb"] in ids]
    if not known:
        raise NotApplicable("no whiteboard of the catalogue is attached")
    return known


def _needed(host: Host) -> list[dict[str, Any]]:
    """Those of them that need a driver which has a package here; NotApplicable when there are none."""
    needed = [entry for entry in _present(host) if entry.get("package") and str(entry["driver"]).lower() not in NO_DRIVER]
    if not needed:
        raise NotApplicable("the attached whiteboard needs no driver, or has none for this system")
    return needed


def _intend_access(host: Host) -> Value:
    return tuple(sorted({entry["usb"] for entry in _present(host)}))


def _intend_known(_: Host) -> Value:
    return ()


def _intend_none_of(*words: str) -> Callable[[Host], Value]:
    def intend(host: Host) -> Value:
        if not any(entry.get(word) for entry in _present(host) for word in words):
            raise NotApplicable("the catalogue names none for the attached whiteboard")
        return ()

    return intend


def _intend_rested(host: Host) -> Value:
    _present(host)
    return ()


def _intend_source(host: Host) -> Value:
    _needed(host)
    return (f"{host.settings['whiteboards_repository_uri'].rstrip('/')}/ signed",)


def _intend_driver(host: Host) -> Value:
    return tuple(sorted({f"{entry['package']} {entry['version']}" for entry in _needed(host)}))


def _intend_held(host: Host) -> Value:
    return tuple(sorted({entry["package"] for entry in _needed(host)}))


def _intend_spare(host: Host) -> Value:
    if not (program := spare.program(host.settings)):
        raise NotApplicable("the standard names no program for boards without a driver")
    try:
        _needed(host)
    except NotApplicable:
        _present(host)
        return (program,)
    raise NotApplicable("the attached whiteboard has a driver")


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
    _control(
        id="WBD.ACCESS.1v1",
        requirement="Whoever sits at a PC with a whiteboard must be let at the board without an administrator.",
        governor="Teachers can use the whiteboard with their own sign-in.",
        value_says="the boards, by USB id, that whoever sits at the PC may use by a rule read before 73-seat-late.rules",
        measure=boards_evidence.access,
        intend=_intend_access,
        undo="Take the rule away again, or put the earlier one back.",
        evidence_towards=(clauses.LEAST_PRIVILEGE,),
    ),
    _control(
        id="WBD.DUPLICATE.1v1",
        requirement="A PC with a whiteboard must not have other touch drivers that fight with the right one.",
        governor="Nothing else on the PC gets in the way of the whiteboard.",
        value_says="other touch drivers that are installed",
        relation=Relation.WITHIN,
        measure=boards_evidence.rivals,
        intend=_intend_none_of("duplicates"),
        undo="Install them again, where a source still offers them.",
        undone=Undone.PART,
    ),
    _control(
        id="WBD.UPDATER.1v1",
        requirement="Whiteboard software must not update itself past the standard's version.",
        governor="Whiteboard software does not change by itself in the middle of a term.",
        value_says="what would update whiteboard software by itself",
        relation=Relation.WITHIN,
        measure=boards_evidence.updaters,
        intend=_intend_none_of("updater_units", "updater_files"),
        undo="Let it update itself again.",
    ),
    _control(
        id="WBD.FALLBACK.1v1",
        requirement=(
            "A PC whose whiteboard needs no driver, or has none, must have the whiteboard program that the standard names, "
            "from a source that the PC reads."
        ),
        governor="Where a whiteboard brings no software of its own, teachers still have a program to write on it with.",
        value_says="the whiteboard program of no maker, and whether a source offers it",
        probe=spare.PROBE,
        measure=spare.installed,
        intend=_intend_spare,
        undo="Remove the program where there was none, or install the earlier version again; what came along with it stays.",
        undone=Undone.PART,
    ),
    _control(
        id="WBD.REBOOT.1v1",
        requirement="No package on a PC with a whiteboard must wait for a restart, as the PC notes it in /run/reboot-required; "
        "a PC with a kernel of its own is unknown where nothing notes new ones there.",
        governor="Updates have taken hold: no classroom computer says that it still waits to be restarted. Some cannot say, "
        "and count as unknown.",
        value_says="the packages that asked for a restart since the last one",
        relation=Relation.WITHIN,
        measure=boards_evidence.restart,
        intend=_intend_rested,
        undo="Nothing to take back: no run restarts a PC, a person does, outside lessons.",
        by_hand=True,
        undone=Undone.NEVER,
    ),
    _control(
        id="WBD.UNKNOWN.1v1",
        requirement="Nothing that may be a whiteboard must be attached without being in the catalogue.",
        governor="Every whiteboard is known to the people who look after it.",
        value_says="devices that may be whiteboards and are in no catalogue",
        relation=Relation.WITHIN,
        measure=boards.unknown,
        intend=_intend_known,
        needs=(),
        evidence_towards=(clauses.ASSET_REGISTER,),
        undo="Nothing to take back: a person looks at the board and adds it to the catalogue.",
        by_hand=True,
        undone=Undone.NEVER,
    ),
)
"""The last two are only read: the role reports them, and a person settles them."""
