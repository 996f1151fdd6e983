"""Measures what a print server keeps, who may print in colour, and what its queues depend on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

from ictops.estate import Value
from ictops.standard.catalogue.queues import FOLLOW_ME, QUESTIONS, Queue, queues
from ictops.standard.catalogue.seal import Answer, opened, quoted, sealed
from ictops.standard.control import CannotTell, Probe, Settings

NAME = "print-service"
COLOUR = "FollowMe-Colour"
GREY = "ictops-grey"
"""The filter that a queue's description names when its pages leave in shades of grey, whatever a job asks."""
DRIVERLESS = ("IPP Everywhere", "driverless", "Local Raw Printer", "Remote Printer", "Local Printer Class")
COUNTS = {"%p", "%T", "%P", "%C", "%j", "%{media}", "%{sides}"}
"""What a page log may say of a page: its queue, when, which of how many copies, on what. Not whose it was, nor its title."""
MANY = 20
"""More printers than this are counted, not named, in a reason."""

STEPS = """\
labelled follow {follow} 0
labelled colour {colour} 0
step settings sed -e '/^[[:space:]]*#/d' -e '/^[[:space:]]*$/d' /etc/cups/cupsd.conf
step spool ls /var/spool/cups
waiting=$(timeout 12 lpstat -o 2>/dev/null </dev/null); status=$?
labelled waiting "$(printf '%s\\n' "$waiting" | cut -d' ' -f1 | grep .)" $status
queues=$(about CUPS-Get-Printers '' \
printer-name,device-uri,member-names,printer-is-accepting-jobs,printer-state,\
printer-make-and-model,requesting-user-name-allowed,sides-default |
  timeout 12 ipptool -tv -T 10 ipp://localhost/ /dev/stdin 2>/dev/null); status=$?
labelled queues "$(printf '%s\\n' "$queues" | no_passwords)" $status
step grey grep -c {grey} /etc/cups/ppd/{follow}.ppd
pages() {{ for log in /var/log/cups/page_log*; do case $log in *.gz) zcat "$log";; *) cat "$log";; esac; done 2>/dev/null; }}
labelled printed "$({{ printf '%s\\n' "$queues" | sed -n 's/^ *printer-name ([^)]*) = //p'; echo; pages; }} | awk '
  !after {{ if (NF) names[$0]; else after = 1; next }}
  $1 in names {{ pages[$1]++ }}
  END {{ for (name in pages) print name, pages[name] }}' | sort)" 0
labelled days "$(pages | grep -o '\\[[0-3][0-9]/[A-Z][a-z][a-z]/[0-9]*:' | tr -d '[:' | sort -u)" 0
"""
"""Of the page log, only the names of queues, how many lines each has, and the days leave the host: no name and no title."""


def _command(settings: Settings) -> str:
    follow, colour = (
        str(settings.get(f"print_queues_{key}", given)) for key, given in (("name", FOLLOW_ME), ("colour_name", COLOUR))
    )
    return sealed(NAME, QUESTIONS + STEPS.format(follow=quoted(follow), colour=quoted(colour), grey=GREY))


PROBE = Probe(id=NAME, command=_command)


def kept_jobs(output: str) -> Value:
    """What stays of a job that is done: the history, the documents, names in the page log, and how many documents lie there."""
    answer = opened(NAME, output)
    stated = {words[0]: words[-1] for words in directives(answer)}
    history = stated.get("preservejobhistory", "yes") not in {"no", "off", "0", "false"}
    documents = history and stated.get("preservejobfiles", "86400") not in {"no", "off", "0", "false"}
    waiting = {int(job.rpartition("-")[2]) for job in answer.of("waiting") if job.rpartition("-")[2].isdigit()}
    lying = {
        name for name in answer.of("spool") if (is_job := re.fullmatch(r"d(\d+)-\d+", name)) and int(is_job[1]) not in waiting
    }
    kinds = {
        "the history of jobs": history,
        "the documents of jobs": documents,
        "who printed what, in the page log": not _page_log(answer) <= COUNTS,
        f"{len(lying)} documents in the spool": lying,
    }
    return tuple(sorted(kind for kind, stays in kinds.items() if stays))


def _page_log(answer: Answer) -> set[str]:
    """What the service writes of every page: `%p` for the queue, `%u` for the person."""
    stated = [line.split()[1:] for line in answer.of("settings") if line.lower().split()[:1] == ["pagelogformat"]]
    return {word.strip('"') for word in stated[-1]} if stated else set()


def directives(answer: Answer) -> Iterator[list[str]]:
    """Each line of the service's settings outside every section, word by word, in small letters."""
    deep = 0
    for line in answer.of("settings"):
        deep += line.strip().startswith("<") - 2 * line.strip().startswith("</")
        if deep == 0 and line.split() and not line.strip().startswith("<"):
            yield line.lower().split()


def colour(output: str) -> Value:
    """Who may print in colour, and whether the ordinary queue is kept from it, in a line."""
    answer = opened(NAME, output)
    found, follow, name = queues(answer), "".join(answer.of("follow")), "".join(answer.of("colour"))
    in_colour = "missing" if name not in found else f"for {_allowed(found[name])}"
    if follow not in found:
        return f"{name}: {in_colour}; {follow}: missing"
    answer.of("grey", allowed=("0", "1", "2"))
    through = answer.statuses["grey"] == "0"
    return f"{name}: {in_colour}; {follow}: {'grey only' if through else 'colour for anybody'}"


def _allowed(queue: Queue) -> str:
    said = queue.said.get("requesting-user-name-allowed", [""])[0]
    names = re.sub(r"\\(.)", r"\1", said).split(",")
    return ", ".join(sorted(name for name in names if name)) or "anybody"


def colour_sides(output: str) -> Value:
    """How the queue in colour prints a job that does not say: `one-sided`, `two-sided-long-edge`."""
    answer = opened(NAME, output)
    found, name = queues(answer), "".join(answer.of("colour"))
    if name not in found:
        return f"no queue {name}"
    if "sides-default" not in found[name].said:
        raise CannotTell(f"the print service does not say how {name} prints a job that does not choose sides")
    return found[name].default("sides-default")


def with_makers_driver(output: str) -> Value:
    """The queues that take jobs and print by a driver of the printer's maker."""
    found = queues(opened(NAME, output)).values()
    return tuple(sorted(queue.name for queue in found if queue.accepting and not _is_driverless(queue)))


def _is_driverless(queue: Queue) -> bool:
    if not queue.said.get("printer-make-and-model", [""])[0]:
        raise CannotTell(f"the print service does not say what {queue.name} prints with")
    return any(word in queue.said["printer-make-and-model"][0] for word in DRIVERLESS)


def unused(output: str) -> Value:
    """The queues that take jobs and that no page is on record for, each with the day since which there is a record."""
    answer = opened(NAME, output)
    counted = [line.rpartition(" ") for line in answer.of("printed")]
    printed = {name for name, _, pages in counted if pages.isdigit()}
    if not printed:
        raise CannotTell(
            "the print server's page log counts no page, so nobody can say which queues are used; "
            "PageLogFormat %p %T in cupsd.conf has it count them by queue and time"
        )
    since = _first_day(answer)
    unprinted = (name for name, queue in queues(answer).items() if queue.accepting and name not in printed)
    return tuple(sorted(f"{name}: no page since {since}" for name in unprinted))


def _first_day(answer: Answer) -> date:
    try:
        return min(datetime.strptime(day, "%d/%b/%Y").replace(tzinfo=UTC).date() for day in answer.of("days"))
    except ValueError as error:
        raise CannotTell("the print server's page log does not say since when it counts; PageLogFormat has no %T") from error


def mailing_scans(output: str) -> Value:
    """Raises CannotTell whatever the output says, with the printers to look at: a print server sees no scan."""
    found = queues(opened(NAME, output)).values()
    printers = sorted({queue.uri for queue in found if "device-uri" in queue.said})
    named = ", ".join(printers[:MANY]) + (f" and {len(printers) - MANY} more" if len(printers) > MANY else "")
    raise CannotTell(
        "no print server knows how printers mail what they scan. Somebody has to look, before the end of December 2026, at "
        f"{named or 'every printer that scans'}, and at those no queue leads to"
    )
