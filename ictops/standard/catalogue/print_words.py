"""What a print server's queues tell people: where they stand, and where to print instead of a queue that is closed.

Of the queues' words only names of queues are kept, and the place and description of the standard's own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial

from ictops.estate import Kind, Value
from ictops.standard.catalogue import clauses
from ictops.standard.catalogue.print_service import COLOUR
from ictops.standard.catalogue.queues import FOLLOW_ME, QUESTIONS, stated
from ictops.standard.catalogue.seal import Answer, opened, quoted, sealed
from ictops.standard.control import Area, CannotTell, Control, Host, NotApplicable, Probe, Relation, Settings

NAME = "print-words"
PLACE = "audited_place"
"""The attribute that says where the audits say a print server stands: text, empty where they say nothing."""
LONGEST = 127
"""Characters the role gives a place or a description (tested against the role)."""
WORDS = ("printer-name", "printer-is-accepting-jobs", "printer-location", "printer-info")

STEPS = """\
labelled follow {follow} 0
labelled colour {colour} 0
queues=$(about CUPS-Get-Printers '' {words} |
  timeout 12 ipptool -tv -T 10 ipp://localhost/ /dev/stdin 2>/dev/null); status=$?
labelled queues "$queues" $status
"""


def _command(settings: Settings) -> str:
    follow, colour = (quoted(name) for name in (follow_me(settings), in_colour(settings)))
    return sealed(NAME, QUESTIONS + STEPS.format(follow=follow, colour=colour, words=",".join(WORDS)))


PROBE = Probe(id=NAME, command=_command)


def follow_me(settings: Settings) -> str:
    """The follow-me queue's name."""
    return str(settings.get("print_queues_name", FOLLOW_ME))


def in_colour(settings: Settings) -> str:
    """The name of the queue in colour, whether the standard asks for one or not."""
    return str(settings.get("print_queues_colour_name", COLOUR))


def own(settings: Settings) -> set[str]:
    """The queues that the standard itself asks for."""
    return {follow_me(settings), *([in_colour(settings)] if settings.get("print_queues_colour_groups") else [])}


def plain(text: str) -> str:
    """The text as the role writes it: on one line, without control and invisible characters, no longer than it may be."""
    shown = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in text)
    return " ".join(shown.split())[:LONGEST].rstrip()


def names(said: str, name: str) -> bool:
    """Whether a text names a queue, in small letters or capitals. FollowMe-Colour does not name FollowMe."""
    return bool(re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-]|\.\w)", said, re.IGNORECASE))


def said_of(name: str, place: str, description: str) -> tuple[str, str]:
    """How a queue's place and description read, each in a line of its own; an empty one ends at its name."""
    return f"{name}: description {description}".rstrip(), f"{name}: place {place}".rstrip()


def described(name: str, place: str) -> str:
    """The description the role gives a queue: its name, and where it stands."""
    return plain(f"{name}, {place}")


def _told(answer: Answer) -> dict[str, dict[str, str]]:
    """By queue, each of its words. One stated twice is no answer: text of another attribute may pass for it."""
    found: dict[str, dict[str, str]] = {}
    for said in stated(answer):
        if odd := [word for word in WORDS if len(said.get(word, ())) != 1]:
            raise CannotTell(f"the print service described a queue without exactly one {odd[0]}")
        told = {word: re.sub(r"\\(.)", r"\1", said[word][0]) for word in WORDS}
        if told["printer-is-accepting-jobs"] not in {"true", "false"} or told["printer-name"] in found:
            raise CannotTell("the print service did not say of each queue once whether it takes jobs")
        found[told["printer-name"]] = told
    return found


def places(output: str) -> Value:
    """Of the standard's own queues, the place and the description, or that the follow-me queue is missing."""
    answer = opened(NAME, output)
    told, follow, colour = _told(answer), *("".join(answer.of(label)) for label in ("follow", "colour"))
    there = [name for name in dict.fromkeys((follow, colour)) if name in told]
    lines = [line for name in there for line in said_of(name, told[name]["printer-location"], told[name]["printer-info"])]
    return tuple(sorted([*lines, *([] if follow in told else [f"{follow}: missing"])]))


def untold(output: str) -> Value:
    """The queues that take no jobs and whose description does not name the follow-me queue.

    Not their message: the print service forgets it when it starts anew (CUPS 2.4 keeps it of stopped queues only).
    """
    answer = opened(NAME, output)
    follow = "".join(answer.of("follow"))
    closed = (told for told in _told(answer).values() if told["printer-is-accepting-jobs"] == "false")
    return tuple(sorted(told["printer-name"] for told in closed if not names(told["printer-info"], follow)))


def _intend_places(host: Host) -> Value:
    place = plain(str(host.attributes[PLACE])) or plain(str(host.settings.get("print_queues_location", "")))
    if not place:
        raise NotApplicable("neither the audits nor the standard say where this print server's queues stand")
    return tuple(sorted(line for name in own(host.settings) for line in said_of(name, place, described(name, place))))


def _intend_told(host: Host) -> Value:
    return tuple(sorted({*own(host.settings), *host.settings.get("print_queues_keep", ())}))


_control = partial(Control, area=Area.PRINT, kinds=frozenset({Kind.PRINT_SERVER}), role="print_queues", probe=PROBE)

CONTROLS = (
    _control(
        id="PRN.CLOSED.1v1",
        requirement="A closed queue must name the follow-me queue in its description, unless the standard keeps it as it is.",
        governor="Whoever prints to a printer that is being retired is told where to print instead.",
        value_says="the queues that take no jobs and whose description does not say where to print instead",
        relation=Relation.WITHIN,
        measure=untold,
        intend=_intend_told,
        evidence_towards=(),
        undo="Give the named queue its earlier description back.",
    ),
    _control(
        id="PRN.PLACE.1v1",
        requirement="The standard's queues must say where they stand, by their place and their description, as the audits do.",
        governor="Whoever looks for a printer reads where it stands, and that agrees with the register of equipment.",
        value_says="where the standard's own queues say they stand, and what they are described as",
        relation=Relation.INCLUDES,
        measure=places,
        intend=_intend_places,
        needs=(PLACE,),
        evidence_towards=(clauses.ASSET_REGISTER,),
        undo="Give the named queue its earlier place and description back.",
    ),
)
