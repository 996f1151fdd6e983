"""Controls of a print server as a whole: what it keeps, who administers it, who prints in colour, what will not last."""

from __future__ import annotations

from functools import partial

from ictops.estate import Kind, Value
from ictops.standard.catalogue import clauses, print_administration, print_service
from ictops.standard.catalogue.queues import FOLLOW_ME
from ictops.standard.control import Area, Control, Host, NotApplicable, Relation, Undone, nothing

_control = partial(
    Control, area=Area.PRINT, kinds=frozenset({Kind.PRINT_SERVER}), role="print_queues", probe=print_service.PROBE
)


def _intend_kept(host: Host) -> Value:
    if host.settings.get("print_queues_keep_jobs", False):
        raise NotApplicable("the standard lets print servers keep finished jobs")
    return ()


def _intend_closed(host: Host) -> Value:
    if not host.settings.get("print_queues_close_administration", True):
        raise NotApplicable("the standard leaves the administration of print servers as it is")
    return ()


def _intend_colour(host: Host) -> Value:
    groups = host.settings.get("print_queues_colour_groups", ())
    if not groups:
        raise NotApplicable("the standard does not keep colour for some groups")
    who = ", ".join(sorted({"root", *(f"@{group}" for group in groups)}))
    name = host.settings.get("print_queues_colour_name", print_service.COLOUR)
    return f"{name}: for {who}; {host.settings.get('print_queues_name', FOLLOW_ME)}: grey only"


def _intend_colour_sides(host: Host) -> Value:
    if not host.settings.get("print_queues_colour_groups", ()):
        raise NotApplicable("the standard asks for no queue in colour")
    if not host.settings.get("print_queues_duplex", True):
        raise NotApplicable("the standard does not ask for printing on both sides here")
    return "two-sided-long-edge"


CONTROLS = (
    _control(
        id="PRN.RETAIN.1v1",
        requirement="A print server must keep neither a history of finished jobs, nor their documents, nor a log of "
        "who printed what.",
        governor="What was printed, and by whom, does not stay behind on a server once it is on paper.",
        value_says="what stays of a job once it is printed",
        relation=Relation.WITHIN,
        measure=print_service.kept_jobs,
        intend=_intend_kept,
        evidence_towards=(clauses.LEAST_PRIVILEGE,),
        undo="Put the print service's settings back; jobs that were cleared meanwhile stay gone.",
        undone=Undone.PART,
    ),
    _control(
        id="PRN.ADMIN.1v1",
        requirement="A print server must be administered only on itself and only by its administrators.",
        governor="Nobody on the network can change how a school prints, or look into other people's printing.",
        value_says="the ways in which others could administer the print server, or administrators from other machines; "
        "not counted are the short-lived queues that CUPS lets whoever is on the server make there for themselves",
        relation=Relation.WITHIN,
        measure=print_administration.open_administration,
        intend=_intend_closed,
        evidence_towards=(clauses.SECURE_CONFIGURATION, clauses.LEAST_PRIVILEGE),
        undo="Put the print service's settings back as they were.",
    ),
    _control(
        id="PRN.COLOUR.1v1",
        requirement="The colour queue must be open to the names of its groups' members only, and the follow-me queue print "
        "grey whatever is asked, save for raw jobs (`lp -o raw`, a PC that renders for one printer), which pass every filter; "
        "the name that a PC gives with a job is believed.",
        governor="Colour, which costs several times as much, is for those whose work needs it, unless somebody sets out to get "
        "around that on a PC.",
        value_says="who may print in colour, by the names that PCs give, and what the follow-me queue does with a job that "
        "asks for it and is not raw",
        relation=Relation.EQUALS,
        measure=print_service.colour,
        intend=_intend_colour,
        evidence_towards=(),
        undo="Take the queue in colour away and give the follow-me queue its earlier description back.",
    ),
    _control(
        id="PRN.DUPLEX.2v1",
        requirement="The colour queue must print on both sides unless a job asks otherwise.",
        governor="Printing in colour uses both sides of the paper too, unless somebody chooses otherwise.",
        value_says="how the colour queue prints a job that does not choose sides",
        relation=Relation.EQUALS,
        measure=print_service.colour_sides,
        intend=_intend_colour_sides,
        evidence_towards=(),
        undo="Set the colour queue's default for sides back, or take the queue away again where there was none.",
    ),
    _control(
        id="PRN.DRIVERLESS.1v1",
        requirement="No queue that takes jobs must depend on a driver of its printer's maker: from July 2027 such drivers get "
        "security fixes only on Windows.",
        governor="Printers are replaced by ones that need no special software before its servicing ends in July 2027.",
        value_says="the queues that print by a driver of the printer's maker",
        relation=Relation.WITHIN,
        measure=print_service.with_makers_driver,
        intend=nothing,
        evidence_towards=(clauses.SUPPORTED,),
        applies_when="at_refresh",
        undo="Let the named queue take jobs again; its driver was left as it is.",
        by_hand=True,
    ),
    _control(
        id="PRN.UNUSED.1v1",
        requirement="No queue must take jobs that nobody has printed to for as long as the print server remembers.",
        governor="Printers that nobody uses are found and given up.",
        value_says="the queues that take jobs and have no page on record, with the day since which there is a record",
        relation=Relation.WITHIN,
        measure=print_service.unused,
        intend=nothing,
        evidence_towards=(clauses.ASSET_REGISTER,),
        applies_when="at_refresh",
        undo="Let the named queue take jobs again; it was neither removed nor changed.",
        by_hand=True,
    ),
    _control(
        id="PRN.SCAN.1v1",
        requirement="No printer must mail scans with a name and password (basic SMTP AUTH): at the end of December 2026 "
        "existing Exchange Online tenants lose it by default; no probe can see it, so it is unknown until somebody has looked.",
        governor="Scanning to e-mail goes on after December 2026, when an old way to sign in to mail ends; until somebody has "
        "looked at each printer, nobody knows.",
        value_says="the printers that mail scans with a name and password, which no print server can tell",
        relation=Relation.WITHIN,
        measure=print_service.mailing_scans,
        intend=nothing,
        evidence_towards=(),
        undo="Nothing is changed: no role touches how a printer mails scans.",
        by_hand=True,
    ),
)
