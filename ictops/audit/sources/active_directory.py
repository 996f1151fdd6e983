"""What the attributes of a directory's entry tell: which account is a pupil's, of what kind an account is, what a computer is.

Attributes by their names in lower case without punctuation (`headers.key`), as `Get-ADComputer`, `Get-ADUser` and LDIF have
them: learn.microsoft.com, "Active Directory: Get-ADComputer Default and Extended Properties", and the schema's own names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ictops.audit.dates import iso_date, never
from ictops.audit.nouns import About
from ictops.audit.sources.nouns import Profile, RowTexts, columns_of
from ictops.estate import Attribute

KIND, STATE, SEEN = "kind of account", "account state", "account last seen"
TYPE, CALLED = "type of computer", "computer called"

_PUPILS = (
    r"(all[-_ ]?)?(pupils?|students?|learners?|(year|yr)[-_ ]?\d{1,2}|(intake|class of|cohort)[-_ ]?20\d\d|20\d\d[-_ ]?intake)"
)
_UNIT = re.compile(rf"(^|,)\s*(ou|cn)=([^,]*[-_ ])?{_PUPILS}([-_ ](users?|accounts?))?\s*(,|$)")
_GROUP = re.compile(rf"([^,]*[-_ ])?{_PUPILS}([-_ ](users?|group))?")
_IS_ONE = re.compile(_PUPILS)
_HOME = re.compile(r"[\\/](pupils?|students?)[^\\/]*\$?([\\/]|$)")
_ADMINS = re.compile(r"cn=(domain admins|enterprise admins|schema admins|administrators|account operators),")
_SERVICE = re.compile(r"(svc|service|sa|srv)[-_.].*|svc.*|krbtgt.*|msol_.*|aad_.*|healthmailbox.*|.*[-_.](svc|service)")
_SERVICE_UNIT = re.compile(r"(^|,)\s*ou=([^,]*[-_ ])?services?[-_ ]?accounts?")
_GENERIC = re.compile(
    r"(.*[-_.])?(generic|shared|guest|visitor|supply|cover|exams?|kiosk|reception|library|office|classroom|room|laptop|class"
    r"|test|training|scan(ner)?|print(er)?|copier|signage|display|board)[-_.]?\w{0,4}"
)

_DISABLED, _OF_A_DC = 0x0002, 0x2000
_TRUE, _FALSE = frozenset({"true", "1", "yes"}), frozenset({"false", "0", "no"})


def of_a_pupil(row: RowTexts) -> str | None:
    """Why an account is a pupil's: its unit, a group of all pupils or of a year, what it is called, or where its home is."""
    unit = _said(row, "distinguishedname", "dn").partition(",")[2]
    groups = re.split(r"[;\n]", _said(row, "memberof"))
    words = (_said(row, name) for name in ("title", "employeetype", "department", "description"))
    told = (
        _UNIT.search(unit),
        any(_GROUP.fullmatch(group.strip().removeprefix("cn=").partition(",")[0]) for group in groups),
        any(_IS_ONE.fullmatch(word) for word in words),
        _HOME.search(_said(row, "homedirectory", "unixhomedirectory")),
    )
    return "a pupil's account" if any(told) else None


def kind_of_account(row: RowTexts) -> tuple[str, str]:
    """What kind of account it is, and the column that says so. The first that holds: *admin* (`adminCount` 1, a built-in
    administrator, a member of an administrators' group), *service* (has a service principal name, is a managed service account,
    stands in a unit of service accounts, is named like one), *generic* (no first and last name, named after a place or a use),
    *person* (a first and a last name); else it is unclear."""
    logon = _said(row, "samaccountname", "uid", "name", "cn")
    named = bool(_said(row, "givenname")) and bool(_said(row, "surname", "sn"))
    if _said(row, "admincount") == "1" or logon == "administrator" or _ADMINS.search(_said(row, "memberof") + ","):
        return "admin", "admincount"
    if _serves(row, logon):
        return "service", "serviceprincipalname"
    if not named and _GENERIC.fullmatch(logon):
        return "generic", "samaccountname"
    return ("person", "surname") if named else ("unclear", "samaccountname")


def _serves(row: RowTexts, logon: str) -> bool:
    managed = "managedserviceaccount" in _said(row, "objectclass")
    principal = _filled(row, "serviceprincipalname", "serviceprincipalnames")
    unit = _said(row, "distinguishedname", "dn").partition(",")[2]
    return managed or bool(principal) or bool(_SERVICE_UNIT.search(unit)) or bool(_SERVICE.fullmatch(logon))


def state(row: RowTexts) -> Iterator[tuple[str, str]]:
    """Enabled or disabled, and the column that says so; nothing where neither is told."""
    enabled, control = _said(row, "enabled"), _said(row, "useraccountcontrol")
    if enabled in _TRUE | _FALSE:
        yield ("enabled" if enabled in _TRUE else "disabled"), "enabled"
    elif control.isascii() and control.isdigit() and len(control) < 11:
        yield ("disabled" if int(control) & _DISABLED else "enabled"), "useraccountcontrol"


def last_seen(row: RowTexts) -> Iterator[tuple[str, str]]:
    """When it last logged on, as written. `lastLogonTimestamp` lags by up to a fortnight, `lastLogon` knows one server only."""
    for name in ("lastlogondate", "lastlogontimestamp", "lastlogon"):
        if (text := row.get(name, "").strip()) and not never(text):
            yield text, name
            return


def type_of_computer(row: RowTexts) -> Iterator[tuple[str, str]]:
    """A domain controller by its group (516, 521) or its control bit, a server by its system; nothing tells others apart."""
    control = _said(row, "useraccountcontrol")
    of_a_dc = control.isascii() and control.isdigit() and len(control) < 11 and int(control) & _OF_A_DC
    if _said(row, "primarygroupid") in {"516", "521"} or of_a_dc:
        yield "Domain controller", "primarygroupid" if _said(row, "primarygroupid") else "useraccountcontrol"
    elif "server" in _said(row, "operatingsystem"):
        yield "Server", "operatingsystem"


def _said(row: RowTexts, *names: str) -> str:
    return next((text for name in names if (text := row.get(name, "").strip().casefold())), "")


def _filled(row: RowTexts, *names: str) -> str:
    """A text, unless it is the name of a type, which is what PowerShell writes for a list, an empty one too."""
    text = _said(row, *names)
    return "" if text.startswith(("microsoft.activedirectory.", "system.")) else text


def about_account(row: RowTexts) -> Mapping[str, tuple[str, str]]:
    """Columns of our own for an account. A day is given as such, since an entry keeps no second reading of it."""
    seen = (((iso_date(text) or text), on) for text, on in last_seen(row))
    return {KIND: kind_of_account(row)} | _columns({STATE: state(row), SEEN: seen})


def about_computer(row: RowTexts) -> Mapping[str, tuple[str, str]]:
    """Columns of our own for a computer."""
    return _columns({CALLED: _called(row), TYPE: type_of_computer(row), STATE: state(row), SEEN: last_seen(row)})


def _called(row: RowTexts) -> Iterator[tuple[str, str]]:
    """A computer that was made ready and never joined has no name in DNS."""
    for name in ("dnshostname", "name", "cn", "samaccountname"):
        if text := row.get(name, "").strip():
            yield text.removesuffix("$"), name
            return


def _columns(told: Mapping[str, Iterator[tuple[str, str]]]) -> dict[str, tuple[str, str]]:
    return {column: pair for column, pairs in told.items() for pair in pairs}


ACCOUNTS = Profile(
    columns=columns_of({KIND: "kind", STATE: "state", SEEN: "last_seen"}),
    lists=About.ACCOUNT,
    kept_out=of_a_pupil,
    strict=True,
    mixes_people=True,
)
"""An account becomes what kind it is, whether it is enabled and when it was last used: never a name. Staff come from staff
lists alone."""

COMPUTERS = Profile(
    columns=columns_of(
        {
            CALLED: Attribute.NAME,
            "IPv4Address": Attribute.ADDRESS,
            "OperatingSystem": Attribute.SYSTEM,
            "Location": Attribute.LOCATION,
            TYPE: Attribute.KIND,
            STATE: Attribute.STATE,
            SEEN: Attribute.LAST_SEEN,
        }
    ),
    lists=Attribute,
    strict=True,
    device="Computer",
    mixes_people=True,
)
"""Its description is not read: it is somebody's name as often as not."""
