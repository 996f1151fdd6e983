"""Controls of print servers: one follow-me queue with thrifty defaults, and nothing that leads nowhere.

The Department has no standard of its own for printing; what these controls are evidence towards is therefore little.
"""

from __future__ import annotations

from functools import partial

from ictops.estate import Kind, Value
from ictops.standard.catalogue import clauses, print_rules, print_words, queues
from ictops.standard.control import Area, Control, Host, NotApplicable, Relation, nothing

_control = partial(
    Control,
    area=Area.PRINT,
    kinds=frozenset({Kind.PRINT_SERVER}),
    role="print_queues",
    probe=queues.PROBE,
)


def _intend_follow_me(host: Host) -> Value:
    return f"{print_words.follow_me(host.settings)}: accepting, answers, {host.settings['print_queues_uri']}"


def _intend_sides(host: Host) -> Value:
    if not host.settings.get("print_queues_duplex", True):
        raise NotApplicable("the standard does not ask for printing on both sides here")
    return "two-sided-long-edge"


def _intend_colour(host: Host) -> Value:
    if not host.settings.get("print_queues_mono", True):
        raise NotApplicable("the standard does not ask for black and white here")
    return "monochrome"


def _intend_taking_jobs(host: Host) -> Value:
    return tuple(sorted({*print_words.own(host.settings), *host.settings.get("print_queues_keep", ())}))


def _intend_several(host: Host) -> Value:
    own = print_words.own(host.settings)
    return (queues.several(host.settings["print_queues_uri"], own),) if len(own) > 1 else ()


CONTROLS = (
    _control(
        id="PRN.FOLLOW.1v1",
        requirement="The follow-me queue must be there, take jobs, and lead to the standard's printer, which must answer.",
        governor="Staff and pupils print to one place and collect at any printer.",
        value_says="the follow-me queue: does it take jobs, does its printer answer, where does it lead",
        relation=Relation.EQUALS,
        measure=queues.follow_me,
        intend=_intend_follow_me,
        evidence_towards=(clauses.ASSET_REGISTER,),
        undo="Remove the follow-me queue, or set its address back; the other queues were left as they are.",
    ),
    _control(
        id="PRN.DUPLEX.1v1",
        requirement="The follow-me queue must print on both sides unless a job asks otherwise.",
        governor="Printing uses both sides of the paper unless somebody chooses otherwise.",
        value_says="how the follow-me queue prints a job that does not choose sides",
        relation=Relation.EQUALS,
        measure=queues.default_sides,
        intend=_intend_sides,
        evidence_towards=(),
        undo="Set the queue's default for sides back to one-sided.",
    ),
    _control(
        id="PRN.MONO.1v1",
        requirement="The follow-me queue must print in black and white unless a job asks for colour.",
        governor="Colour, which costs several times as much, is printed only when somebody chooses it.",
        value_says="how the follow-me queue prints a job that does not choose colour",
        relation=Relation.EQUALS,
        measure=queues.default_colour,
        intend=_intend_colour,
        evidence_towards=(),
        undo="Set the queue's default for colour back to colour.",
    ),
    _control(
        id="PRN.DESK.1v1",
        requirement="No queue but the follow-me queue, and those the standard keeps, must take jobs.",
        governor="Costly printers on single desks are being retired, and the reasons for those kept are on record.",
        value_says="the queues that take jobs",
        relation=Relation.WITHIN,
        measure=queues.taking_jobs,
        intend=_intend_taking_jobs,
        evidence_towards=(clauses.ASSET_REGISTER,),
        undo="Let the named queue take jobs again; it was neither removed nor changed.",
    ),
    _control(
        id="PRN.DEAD.1v1",
        requirement="No queue must take jobs for a printer that does not answer.",
        governor="Nobody's printing disappears into a printer that is no longer there.",
        value_says="the queues that take jobs for a printer that does not answer",
        relation=Relation.WITHIN,
        measure=queues.without_printer,
        intend=nothing,
        evidence_towards=(clauses.ASSET_REGISTER,),
        undo="Let the named queue take jobs again; it was neither removed nor changed.",
    ),
    _control(
        id="PRN.QUEUES.1v1",
        requirement="No printer must be reached by more than one queue that takes jobs, other than the standard's own queues.",
        governor="There is one way to print to each printer, and nobody has to guess which.",
        value_says="the printers that several queues lead to, each with these queues",
        relation=Relation.WITHIN,
        measure=queues.with_several_queues,
        intend=_intend_several,
        evidence_towards=(clauses.ASSET_REGISTER,),
        undo="Let the named queue take jobs again; it was neither removed nor changed.",
        by_hand=True,
    ),
    *print_words.CONTROLS,
    *print_rules.CONTROLS,
)
