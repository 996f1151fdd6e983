"""Measures a print server: the probe that asks for its queues and knocks at their printers, and what is made of the answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ictops.estate import Value
from ictops.standard.catalogue.seal import Answer, opened, quoted, sealed
from ictops.standard.control import CannotTell, Probe, Settings

NAME = "printing"
FOLLOW_ME = "FollowMe"
ANSWERS = {"0": True, "1": False, "124": False, "3": None}
"""By the status of asking a printer: it answered; refused or failed; was silent until the time was up; cannot be asked."""

QUESTIONS = """\
about() { printf '{ OPERATION %s GROUP operation ATTR charset attributes-charset utf-8 ATTR language
 attributes-natural-language en %s ATTR keyword requested-attributes %s }' "$1" "$2" "$3"; }
no_passwords() { sed 's,//[^/@]*@,//,'; }
answers() { case $1 in
  ipp://*|ipps://*) about Get-Printer-Attributes 'ATTR uri printer-uri $uri' printer-state |
    timeout 4 ipptool -q -T 3 "$1" /dev/stdin;;
  socket://*|lpd://*) at=${1#*://}; at=${at%%[/?]*}; port=${at##*:}
    [ "$port" != "$at" ] || case $1 in lpd*) port=515;; *) port=9100;; esac
    timeout 4 bash -c 'exec 3<>"/dev/tcp/$1/$2"' - "${at%:*}" "$port";;
  usb://*) timeout 8 /usr/lib/cups/backend/usb | grep -qF -- "$1";;
  *) return 3;;
esac >/dev/null 2>&1; }
"""

STEPS = """\
labelled follow {follow} 0
queues=$(about CUPS-Get-Printers '' \
printer-name,device-uri,member-names,printer-is-accepting-jobs,printer-state,sides-default,print-color-mode-default |
  timeout 12 ipptool -tv -T 10 ipp://localhost/ /dev/stdin 2>/dev/null); status=$?
labelled queues "$(printf '%s\\n' "$queues" | no_passwords)" $status
number=0
printf '%s\\n' "$queues" | sed -n 's/^ *device-uri (uri) = //p' | sort -u | {{
  while IFS= read -r uri; do
    number=$((number + 1))
    ( answers "$uri" </dev/null; status=$?; labelled printer$number "$(printf '%s' "$uri" | no_passwords)" $status ) &
    [ $((number % 30)) != 0 ] || wait
  done
  wait
}}
"""


def _command(settings: Settings) -> str:
    follow = str(settings.get("print_queues_name", FOLLOW_ME))
    return sealed(NAME, QUESTIONS + STEPS.format(follow=quoted(follow)))


PROBE = Probe(id=NAME, command=_command)


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue as the print service states it. An attribute may be stated twice, and then not alike."""

    name: str
    uri: str
    accepting: bool
    stopped: bool
    said: dict[str, list[str]] = field(default_factory=dict)

    def default(self, attribute: str) -> str:
        """What a job gets that does not ask: one word, or every word when the service contradicts itself."""
        return " or ".join(dict.fromkeys(self.said.get(attribute, ["not stated"])))


def queues(answer: Answer) -> dict[str, Queue]:
    """Every queue by name. CannotTell unless the print service itself says that these are all."""
    found = [_queue(said) for said in stated(answer)]
    return {queue.name: queue for queue in found}


def stated(answer: Answer) -> list[dict[str, list[str]]]:
    """What the print service states of every queue, attribute by attribute. CannotTell unless it says that these are all."""
    lines = [line.lstrip() for line in answer.of("queues", allowed=("0", "1"))]
    status = next((line for line in lines if line.startswith("status-code = ")), "")
    if status.startswith("status-code = client-error-not-found"):
        return []
    if not status.startswith("status-code = successful-ok"):
        raise CannotTell("the print service did not list its queues: is it running, and does it listen on its own machine?")
    return list(_groups(lines[lines.index(status) :]))


def _groups(lines: list[str]) -> Iterator[dict[str, list[str]]]:
    said: dict[str, list[str]] = {}
    for line in [*lines, "-- separator --"]:
        if line == "-- separator --":
            yield said
            said = {}
        elif match := re.fullmatch(r"([a-z-]+) \([^)]*\) = (.*)", line):
            said.setdefault(match[1], []).append(match[2])


def _queue(said: dict[str, list[str]]) -> Queue:
    try:
        return Queue(
            name=said["printer-name"][0],
            uri=(said.get("device-uri") or [f"the queues {name}" for name in said["member-names"]])[0],
            accepting={"true": True, "false": False}[said["printer-is-accepting-jobs"][0]],
            stopped={"idle": False, "processing": False, "stopped": True}[said["printer-state"][0]],
            said=said,
        )
    except KeyError as error:
        raise CannotTell(f"the print service described a queue without a usable {error}") from error


def answering(answer: Answer) -> dict[str, bool | None]:
    """By printer address: whether it answered; None where there is no way to ask."""
    reached: dict[str, bool | None] = {}
    for label, number in answer.numbered("printer"):
        status = answer.statuses[label + number]
        if status not in ANSWERS:
            raise CannotTell(f"asking a printer ended with status {status}; is the tool that asks printers installed?")
        reached["".join(answer.of(label + number, allowed=(status,)))] = ANSWERS[status]
    return reached


def follow_me(output: str) -> Value:
    """The follow-me queue in a line: `FollowMe: accepting, answers, ipp://…`."""
    answer, (name, queue) = _follow(output)
    if queue is None:
        return f"{name}: missing"
    reached = {True: "answers", False: "does not answer", None: "cannot be asked"}[answering(answer).get(queue.uri)]
    taking = "rejecting" if not queue.accepting else "stopped" if queue.stopped else "accepting"
    return f"{name}: {taking}, {reached}, {queue.uri}"


def _follow(output: str) -> tuple[Answer, tuple[str, Queue | None]]:
    answer = opened(NAME, output)
    name = "".join(answer.of("follow"))
    return answer, (name, queues(answer).get(name))


def default_sides(output: str) -> Value:
    """How the follow-me queue prints a job that does not say: `one-sided`, `two-sided-long-edge`."""
    return _default(output, "sides-default")


def default_colour(output: str) -> Value:
    """How the follow-me queue prints a job that does not say: `color`, `monochrome`."""
    return _default(output, "print-color-mode-default")


def _default(output: str, attribute: str) -> str:
    _, (name, queue) = _follow(output)
    return f"no queue {name}" if queue is None else queue.default(attribute)


def taking_jobs(output: str) -> Value:
    """The queues that take jobs."""
    return tuple(sorted(name for name, queue in queues(opened(NAME, output)).items() if queue.accepting))


def without_printer(output: str) -> Value:
    """The queues that take jobs for a printer that does not answer."""
    answer = opened(NAME, output)
    reached = answering(answer)
    accepting = [queue for queue in queues(answer).values() if queue.accepting]
    unasked = sorted(queue.name for queue in accepting if reached.get(queue.uri) is None)
    if unasked:
        raise CannotTell(f"there is no way to ask the printer of {', '.join(unasked)} whether it is there")
    return tuple(sorted(queue.name for queue in accepting if not reached[queue.uri]))


def with_several_queues(output: str) -> Value:
    """The printers' addresses to which more than one queue that takes jobs leads, each with its queues."""
    leading: dict[str, list[str]] = {}
    for name, queue in sorted(queues(opened(NAME, output)).items()):
        if queue.accepting and "device-uri" in queue.said:
            leading.setdefault(queue.uri, []).append(name)
    return tuple(sorted(several(uri, names) for uri, names in leading.items() if len(names) > 1))


def several(uri: str, names: Iterable[str]) -> str:
    """How a printer with several queues reads: `ipp://printer/ipp/print: FollowMe, FollowMe-Colour`."""
    return f"{uri}: {', '.join(sorted(names))}"
