"""Who may administer a print server, by its pages and its policies, as CUPS reads the file cupsd.conf."""

from __future__ import annotations

from collections.abc import Iterator

from ictops.estate import Value
from ictops.standard.catalogue.print_service import NAME, directives
from ictops.standard.catalogue.seal import opened
from ictops.standard.control import CannotTell

LOCAL = {"localhost", "127.0.0.1", "[::1]", "::1"}
ADMINISTRATORS = {"@system", "root"}
"""Whom a limit may ask for: the server's own administrators, or fewer."""
ASKS = {"default", "basic", "negotiate", "digest", "basicdigest"}
OFF = {"no", "off", "0", "false"}
ADMINISTER = {
    "cups-add-modify-printer", "cups-delete-printer", "cups-add-modify-class", "cups-delete-class", "cups-set-default",
    "cups-get-devices", "set-printer-attributes",
}  # fmt: skip
STOP = {"pause-printer", "resume-printer", "enable-printer", "disable-printer", "hold-new-jobs", "release-held-new-jobs",
        "cups-accept-jobs", "cups-reject-jobs", "cancel-jobs", "purge-jobs"}  # fmt: skip
IF_NAMED = {"pause-printer-after-current-job", "deactivate-printer", "activate-printer", "restart-printer", "shutdown-printer",
            "startup-printer", "promote-job", "schedule-job-after"}  # fmt: skip
"""What CUPS 2.4 names in its limits, and does not do: no way in when no limit names it."""
JOBS = {"cancel-job", "hold-job", "release-job", "restart-job", "set-job-attributes", "cups-move-job", "cups-get-document",
        "cups-authenticate-job"}  # fmt: skip
"""The role print_queues closes the same operations (tested against it)."""
LIKE = {"cancel-jobs": "pause-printer", "cups-get-document": "send-document"}
"""By whose limit CUPS goes for an operation that a policy does not name."""

OTHERS_JOBS = "change or read other people's jobs"
DOUBT = "whether "

type Section = tuple[str, tuple[str, ...]]


class _Doubt(Exception):
    """What a section asks of people cannot be judged by the file alone."""


def open_administration(output: str) -> Value:
    """The ways in which another machine, or somebody who is no administrator, could administer the print service.

    CannotTell when none is found, but a section names people who may be administrators or not.
    """
    answer = opened(NAME, output)
    sections = list(_sections(answer.of("settings")))
    if not any(title.startswith("policy ") for title, _ in sections):
        raise CannotTell("the print service's settings hold no policy: is this the file it reads?")
    stated = {words[0]: words[-1] for words in directives(answer)}
    by_name = stated.get("defaultauthtype", "basic") == "none"
    found = [] if stated.get("webinterface", "yes") in OFF else ["the web pages are on"]
    doubts: list[str] = []
    for words in (*_pages(sections, by_name), *_policies(sections, by_name)):
        (doubts if words.startswith(DOUBT) else found).append(words)
    if doubts and not found:
        raise CannotTell(f"{doubts[0]}: it names others than @SYSTEM and root, or says what is not known here")
    return tuple(sorted(set(found)))


def _pages(sections: list[Section], by_name: bool) -> Iterator[str]:
    named = [title.removeprefix("location ") for title, _ in sections if title.startswith("location /admin")]
    for page in sorted({"/admin", "/admin/conf", "/admin/log", *named}):
        if " limit" in page:
            yield f"{DOUBT}{page.partition(' ')[0]} is closed"
            continue
        bodies = _bodies(sections, page)
        if any(_lets_in(lines) for lines in bodies):
            yield f"{page} lets other machines in"
        elif page != "/admin":
            try:
                let = [_others(lines, by_name, page=True) for lines in bodies or [()]]
                if others := next(filter(None, let), ""):
                    yield f"{page} lets {others} on the server in"
            except _Doubt:
                yield f"{DOUBT}{page} is for administrators only"


def _bodies(sections: list[Section], page: str) -> list[tuple[str, ...]]:
    """What the sections say that hold for a page: its own, or else those of the nearest page above it."""
    above = [page, *(["/admin"] if page.startswith("/admin/") else []), "/"]
    each = ([lines for title, lines in sections if title == f"location {one}"] for one in above)
    return next(filter(None, each), [])


def _lets_in(lines: tuple[str, ...]) -> bool:
    """Whether a section lets other machines in. CUPS closes a page without any section, and opens one that gives no order."""
    words = [line.lower().replace(" from ", " ").split() for line in lines]
    allowed = [address for line in words if line[0] == "allow" for address in line[1:]]
    orders = ["deny,allow", *("".join(line[1:]) for line in words if line[0] == "order")]
    denied = any(line[:1] == ["deny"] and line[-1] in {"all", "any"} for line in words)
    open_first = orders[-1] == "deny,allow" and not denied
    return open_first or _either(words) or any(address not in LOCAL for address in allowed)


def _policies(sections: list[Section], by_name: bool) -> Iterator[str]:
    for policy in sorted({title.split(" ")[1] for title, _ in sections if title.startswith("policy ")}):
        begin = f"policy {policy} limit "
        limits = [(title.removeprefix(begin).split(), lines) for title, lines in sections if title.startswith(begin)]
        for what, operations in (
            ("administer", ADMINISTER),
            ("stop printers or clear their jobs", STOP | IF_NAMED),
            (OTHERS_JOBS, JOBS),
        ):
            yield from _let(policy, what, [_limits(limits, one) for one in operations], by_name)


def _limits(limits: list[tuple[list[str], tuple[str, ...]]], operation: str) -> list[tuple[str, ...]]:
    """What the limits say that hold for an operation: those that name it, or else those of all others."""
    asked = [operation, LIKE.get(operation, operation), *([] if operation in IF_NAMED else ["all"])]
    each = ([lines for names, lines in limits if one in names] for one in asked)
    free = () if operation in IF_NAMED else [()]
    return next(filter(None, each), list(free))


def _let(policy: str, what: str, bodies: list[list[tuple[str, ...]]], by_name: bool) -> Iterator[str]:
    for lines in (one for body in bodies for one in body):
        try:
            if others := _others(lines, by_name, owners=what == OTHERS_JOBS):
                yield f"the policy {policy} lets {others} {what}"
            elif what != OTHERS_JOBS and _lets_in(lines):
                yield f"the policy {policy} lets an administrator {what} from other machines"
        except _Doubt:
            yield f"{DOUBT}the policy {policy} lets only administrators {what}"


def _others(lines: tuple[str, ...], by_name: bool, *, page: bool = False, owners: bool = False) -> str:
    """Who but an administrator gets past what a section asks of people; empty for nobody.

    CUPS believes no name without a password on a `page`, but does in a policy. Jobs are for their `owners` too, by
    the name they give.
    """
    words = [said for line in lines if (said := line.lower().replace('"', "").split())]
    ways = {line[-1] for line in words if line[0] == "authtype"}
    required = [line[1:] for line in words if line[0] == "require"]
    if _either(words) or "none" in ways or not (required or ways):
        return "anybody"
    names = {name for line in required for name in line[1:]}
    if not names:
        return "anybody with an account"
    if owners:
        return ""
    if not page and (not ways or (by_name and ways == {"default"})):
        return "whoever gives an administrator's name"
    if any(line[:1] != ["user"] for line in required) or not names <= ADMINISTRATORS or not ways <= ASKS:
        raise _Doubt
    return ""


def _either(words: list[list[str]]) -> bool:
    """Whether the right machine is as good as the right person (`Satisfy any`). The server itself is always a right one."""
    return any(line[0] == "satisfy" and line[1:] != ["all"] for line in words)


def _sections(lines: tuple[str, ...]) -> Iterator[Section]:
    """Every section and, within it, what it says: `location /admin`, `policy default limit cups-set-default …`."""
    titles: list[str] = []
    held: list[list[str]] = []
    for line in (each.strip() for each in lines):
        if line.startswith("</"):
            if not titles or titles[-1].split()[:1] != line.strip("</>").lower().split():
                raise CannotTell(f"the print service's settings end a section that they did not begin: {line[:80]}")
            yield " ".join(titles), tuple(held.pop())
            titles.pop()
        elif line.startswith("<"):
            titles.append(" ".join(line.strip("<>").lower().split()))
            held.append([])
        elif held and line:
            held[-1].append(line)
    if titles:
        raise CannotTell(f"the print service's settings begin a section and do not end it: {titles[-1][:80]}")
