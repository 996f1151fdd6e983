"""Filters of the role print_queues that close administration in cupsd.conf, and leave what is closed further as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

ADMINISTRATION = (
    "CUPS-Add-Modify-Printer", "CUPS-Delete-Printer", "CUPS-Add-Modify-Class", "CUPS-Delete-Class", "CUPS-Set-Default",
    "CUPS-Get-Devices", "Set-Printer-Attributes", "Pause-Printer", "Resume-Printer", "Enable-Printer", "Disable-Printer",
    "Hold-New-Jobs", "Release-Held-New-Jobs", "CUPS-Accept-Jobs", "CUPS-Reject-Jobs", "Cancel-Jobs", "Purge-Jobs",
)  # fmt: skip
IF_NAMED = (
    "Pause-Printer-After-Current-Job", "Deactivate-Printer", "Activate-Printer", "Restart-Printer", "Shutdown-Printer",
    "Startup-Printer", "Promote-Job", "Schedule-Job-After",
)  # fmt: skip
"""What CUPS 2.4 names in its limits, and does not do: closed where a limit names it."""
JOBS = (
    "Cancel-Job", "Hold-Job", "Release-Job", "Restart-Job", "Set-Job-Attributes", "CUPS-Move-Job", "CUPS-Get-Document",
    "CUPS-Authenticate-Job",
)  # fmt: skip
"""What people do with a job of their own, and administrators with everybody's."""
LIKE = {"cancel-jobs": "pause-printer", "cups-get-document": "send-document"}
"""By whose limit CUPS goes for an operation that a policy does not name."""
PAGES = ("/admin", "/admin/conf", "/admin/log")
ASKS = {"default", "basic", "negotiate", "digest", "basicdigest"}
ADMINISTRATORS = {"root", "@system"}
"""Whom a section may ask for as it is found."""
LOCAL = {"localhost", "127.0.0.1", "[::1]", "::1"}
BEGIN = re.compile(r"\s*<(Location|LimitExcept|Limit|Policy)\s+([^>]*?)\s*>\s*", re.IGNORECASE)
SAYS_WHO = {"authtype", "require", "satisfy", "order", "allow"}
USUAL = "AuthType Default"

type Lines = list[str]
type Change = Callable[[str, str, Lines, Lines], Lines]


def closed(text: str) -> str:
    """cupsd.conf with administration open to nobody but the server's administrators, on the server itself.

    What asks for as much already, or for more, stays as it stands, and so does every other line.
    """
    lines = text.splitlines()
    way = _way(lines)
    pages = [begin[2].lower() for line in lines if (begin := BEGIN.fullmatch(line)) and begin[1].lower() == "location"]
    for page in dict.fromkeys((*PAGES, *(page for page in pages if page.startswith("/admin")))):
        lines = _with_page(lines, page, way)

    def policy(begin: str, _: str, body: Lines, end: Lines) -> Lines:
        return [begin, *_policy(body, way), *end]

    return "\n".join(_changed(lines, "policy", policy)) + "\n"


def _way(lines: Lines) -> str:
    """How a section has to ask for a password: `Default` asks for none where the file says so."""
    stated = [words[-1] for words in _words(lines) if words[0] == "defaultauthtype"]
    return "AuthType Basic" if stated[-1:] == ["none"] else USUAL


def _changed(lines: Lines, kind: str, change: Change) -> Lines:
    """The lines with each section of a kind changed, given how it begins, its title, what stands in it and how it ends."""
    found: Lines = []
    at = 0
    while at < len(lines):
        begin = BEGIN.fullmatch(lines[at])
        if begin and begin[1].lower() == kind:
            ends = (number for number in range(at + 1, len(lines)) if lines[number].strip().lower() == f"</{kind}>")
            end = next(ends, len(lines))
            found += change(lines[at], begin[2], lines[at + 1 : end], lines[end : end + 1])
            at = end + 1
        else:
            found.append(lines[at])
            at += 1
    return found


def _bodies(lines: Lines, kind: str, named: str) -> list[Lines]:
    """What stands in each section of a kind whose title names this."""
    found: list[Lines] = []

    def look(begin: str, title: str, body: Lines, end: Lines) -> Lines:
        found.extend([body] if named in title.lower().split() else [])
        return [begin, *body, *end]

    _changed(lines, kind, look)
    return found


def _with_page(lines: Lines, page: str, way: str) -> Lines:
    """Every section of a page closed; one at the end where there is none, no wider than the page above it."""

    def change(begin: str, title: str, body: Lines, end: Lines) -> Lines:
        nested = any(line.strip().startswith("<") for line in body)
        if title.lower() != page or (_is_closed(body, way) and not nested):
            return [begin, *body, *end]
        return [begin, *_indented(_narrowed(body, way), "  "), *end]

    if _bodies(lines, "location", page):
        return _changed(lines, "location", change)
    above = ("/admin", "/") if page.startswith("/admin/") else ("/",)
    nearest = next((body for one in above for body in _bodies(lines, "location", one)), [])
    return [*lines, "", f"<Location {page}>", *_indented(_narrowed(_said(nearest), way), "  "), "</Location>"]


def _policy(body: Lines, way: str) -> Lines:
    """A policy that lets only administrators administer, and only them and its owner touch a job."""

    def change(begin: str, title: str, inside: Lines, end: Lines) -> Lines:
        wanted = {name: _wanted(name, inside, way) for name in title.split()}
        each = list(wanted.values())
        if all(lines == inside for lines in each):
            return [begin, *inside, *end]
        return [begin, *_indented(each[0]), *end] if each.count(each[0]) == len(each) else _limits(wanted, inside)

    return [*_changed(body, "limit", change), *_limits(_unnamed(body, way), [])]


def _unnamed(body: Lines, way: str) -> dict[str, Lines]:
    """What to ask for an operation that the policy does not name, where what it falls to leaves it open."""
    found: dict[str, Lines] = {}
    for name in (*ADMINISTRATION, *JOBS):
        like = LIKE.get(name.lower(), "")
        if _bodies(body, "limit", name.lower()) or (like == "pause-printer" and _bodies(body, "limit", like)):
            continue
        falls_to = (like and _bodies(body, "limit", like)) or _bodies(body, "limit", "all") or [[]]
        said = [_said(one) for one in falls_to]
        found |= next(({name: lines} for one in said if (lines := _wanted(name, one, way)) != one), {})
    return found


def _limits(wanted: dict[str, Lines], stays: Lines) -> Lines:
    """A limit for each way in which operations are to be limited, first the one that stays as it was."""
    ways = sorted({tuple(lines) for lines in wanted.values()}, key=lambda lines: lines != tuple(stays))
    found: Lines = []
    for lines in ways:
        names = " ".join(name for name, said in wanted.items() if tuple(said) == lines)
        found += [f"  <Limit {names}>", *(stays if stays and list(lines) == stays else _indented(lines)), "  </Limit>"]
    return found


def _wanted(operation: str, body: Lines, way: str) -> Lines:
    """What a limit has to say of an operation: what it says, if that is enough."""
    name = operation.lower()
    if name in {one.lower() for one in (*ADMINISTRATION, *IF_NAMED)}:
        return body if _is_closed(body, way) else _narrowed(body, way)
    if name in {one.lower() for one in JOBS} and not _is_for_owners(body):
        return _for_owners(body, way if name == "cups-get-document" else "")
    return body


def _words(body: Iterable[str]) -> list[Lines]:
    said = (line.lower().replace('"', "").split() for line in body)
    return [words for words in said if words and words[0][0] not in "#<"]


def _said(body: Lines) -> Lines:
    return [line.strip() for line in body if line.strip() and line.strip()[0] not in "#<"]


def _indented(body: Iterable[str], by: str = "    ") -> Lines:
    return [by + line.strip() for line in body]


def _is_closed(body: Lines, way: str) -> bool:
    """Whether a section lets nobody in but the server's administrators, by a password, on the server itself."""
    words = _words(body)
    ways = {line[-1] for line in words if line[0] == "authtype"}
    required = [line[1:] for line in words if line[0] == "require"]
    names = {name for line in required for name in line[1:]}
    asks = ways and ways <= ASKS - ({"default"} if way != USUAL else set())
    who = names and names <= ADMINISTRATORS and all(line[0] == "user" for line in required)
    return bool(asks and who) and not _either(words) and _here_only(words)


def _is_for_owners(body: Lines) -> bool:
    """Whether a limit on jobs asks for somebody by name."""
    words = _words(body)
    named = any(line[0] == "require" and line[2:] for line in words)
    return named and not _either(words) and ["authtype", "none"] not in words


def _either(words: list[Lines]) -> bool:
    """Whether the right machine is as good as the right person (`Satisfy any`)."""
    return any(line[0] == "satisfy" and line[1:] != ["all"] for line in words)


def _here_only(words: list[Lines]) -> bool:
    """Whether no other machine is let in. CUPS always lets its own in."""
    allowed = {address for line in words if line[0] == "allow" for address in line[1:]} - {"from"}
    orders = ["deny,allow", *("".join(line[1:]) for line in words if line[0] == "order")]
    denied = any(line[0] == "deny" and line[-1] in {"all", "any"} for line in words)
    return (orders[-1] != "deny,allow" or denied) and allowed <= LOCAL


def _narrowed(body: Lines, way: str) -> Lines:
    """A section's lines with only administrators on the server itself let in, and only root where it was open to root alone."""
    kept = [line.strip() for line in body if line.strip() and not line.strip().startswith("<")]
    ways = [line for line in kept if line.lower().split() in [["authtype", one] for one in ASKS - {"default"}]]
    each = [set(line[2:]) & ADMINISTRATORS for line in _words(kept) if line[:2] == ["require", "user"]]
    who = "Require user root" if {"root"} in each else "Require user @SYSTEM"
    stays = [line for line in kept if line.lower().split()[0] not in SAYS_WHO]
    return [*stays, (ways or [way])[-1], who, "Order allow,deny"]


def _for_owners(body: Lines, way: str) -> Lines:
    """A limit's lines with jobs open to their owners and administrators only, from wherever they were open."""
    kept = [line.strip() for line in body if line.strip()]
    stays = [line for line in kept if line.lower().split()[0] not in {"authtype", "require", "satisfy"}]
    ways = [line for line in kept if line.lower().split()[0] == "authtype" and line.lower().split()[-1] in ASKS]
    return [*stays, *(ways[-1:] or [way] * bool(way)), "Require user @OWNER @SYSTEM"]


class FilterModule:
    def filters(self) -> dict[str, Callable[..., object]]:
        return {"print_queues_closed": closed}
