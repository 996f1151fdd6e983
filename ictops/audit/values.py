"""Values of cells made comparable. The fact keeps the text as written; these are what aliases and comparisons use."""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from ictops.audit.counting import counts, is_range
from ictops.audit.dates import iso_date
from ictops.audit.kinds import kind_of
from ictops.estate import AliasKind, Attribute, Kind

_SILENT = frozenset(
    "-|--|–|—|.|?|??|n/a|na|#n/a|#ref!|#value!|#name?|none|nil|null|unknown|tbc|tba|missing|various|not known|"
    "not applicable|not available|see notes|no serial|no tag|not found".split("|")
)
_DITTO = frozenset(['"', '""', "''", "″", "〃", "^", "as above", "same as above", "ditto", "do", "do.", "same"])
REMEMBERED = 200
"""Texts up to this length are worth remembering what they mean: most are met again within the school."""
_LONGEST_SILENT = max(map(len, _SILENT))
_NO_SERIAL = re.compile(
    r"to be filled by o\.?e\.?m\.?|default string|system serial number|chassis serial number|not specified|serial|invalid|oem"
    r"|0+|1234567890?|0123456789|(.)\1{3,}"
    r"|\d{1,3}|(system|base board|chassis|asset)[- ]?(serial|tag)?[- ]?(number|no\.?)?|serial ?(number|no\.?|#)"
    r"|o\.e\.m\.|n\.?a\.?|x+"
    r"|(not|no) (available|applicable|serial|asset tag)|none|empty|fill by oem|123456789|abcdef?g?"
)
"""Stand-ins makers leave in the firmware and people type; a serial of one to three digits (10, 20 …) is a numbering of rows."""
_WORDS_ONLY = re.compile(
    r"[^\W\d_]{2,}([ .,'/-]+[^\W\d_]+)+\.?|[^\W\d_]\.? [^\W\d_]{2,}|several|multiple|varies|illegible|unreadable|lost|pending",
    re.IGNORECASE,
)
"""What people write where they did not read a serial: see list, on the back, J Smith. A serial in words alone is not known."""
_PLAIN_SERIAL = re.compile(r"(?=.*\d)[A-Za-z0-9-]+", re.ASCII)
"""A serial in which nothing else can be seen: neither words nor a list, nor a number that was rounded."""
_LISTED = re.compile(r"\s*[,;\n&+]\s*|\s+[/|]\s+|\s+and\s+", re.IGNORECASE)
_DAY = re.compile(
    r"([0-3]?\d/[0-3]?\d/(\d\d|\d{4})|[0-3]?\d[.-][0-3]?\d[.-](19|20)\d\d|(19|20)\d\d[/.-][01]?\d[/.-][0-3]?\d)( [\d:]{4,8})?"
)
"""A plain day: what stands in a footer, or what a spreadsheet makes of a serial. 01-02-03 may be a serial, 01/02/03 is none."""
_DAMAGED = re.compile(r"\d([.,]\d+)?e\+\d+", re.IGNORECASE)
_HOST = re.compile(r"([a-z0-9][a-z0-9-]*)(\.[a-z0-9-]+)*\.[a-z][a-z-]*")
_COMPANY = re.compile(r"[ ,]+(inc|ltd|limited|corp|corporation|gmbh|plc|co)\.?$")
_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
_PLAIN_ADDRESS = re.compile(rf"(?!0\.|127\.|169\.254\.|22[4-9]\.|2[345]\d\.){_OCTET}(?:\.{_OCTET}){{3}}", re.ASCII)
"""An IPv4 address in its plain form, of a device: nearly every address of an audit."""
_PORT = re.compile(r"IP_(\d+\.\d+\.\d+\.\d+)(_\d+)?|(\d+\.\d+\.\d+\.\d+)_\d+", re.IGNORECASE)
"""A printer's port as Windows names it by an address: `IP_10.20.30.40`, `10.20.30.40_1`."""
_ONE_MAC = re.compile(r"[0-9A-Fa-f:.-]+")
_WITHOUT_MARKS = str.maketrans("", "", ":.-")
_TWELVE_DIGITS = re.compile(r"[0-9a-f]{12}")
_PAIRS = re.compile("..")
_ROOM = re.compile(r"^(class ?room|room|rm)\.?\s*|^r(?=\d)")


def clean(text: str) -> str:
    """The text without white space around it and with single blanks inside."""
    return " ".join(text.split())


def silent(text: str) -> bool:
    """Whether a cell says nothing: blank, or one of the words for "we do not know"."""
    said = clean(text)
    return not said or (len(said) <= _LONGEST_SILENT and said.casefold() in _SILENT)


def ditto(text: str) -> bool:
    """Whether a cell says: the same as the one above."""
    return len(text) <= REMEMBERED and _is_ditto(text)


@lru_cache(maxsize=16_384)
def _is_ditto(text: str) -> bool:
    return clean(text).casefold() in _DITTO


def address(text: str) -> str | None:
    """The IP address in its plain form. Raises ValueError, saying why, for anything that may not be connected to."""
    if _PLAIN_ADDRESS.fullmatch(text):
        return text
    if clean(text).casefold() in {"dhcp", "dynamic", "auto", "reserved"}:
        return None
    try:
        if "%" in text:
            raise ValueError
        port = _PORT.fullmatch(text.strip())
        ip = ipaddress.ip_interface((port[1] or port[3]) if port else text.strip()).ip
    except ValueError:
        raise ValueError("is not one IP address") from None
    ip = (ip.ipv4_mapped or ip) if isinstance(ip, ipaddress.IPv6Address) else ip
    if ip.is_loopback or ip.is_unspecified or ip.is_multicast or ip.is_link_local or ip.is_reserved:
        raise ValueError("is an address that no device of a school has")
    return str(ip)


def macs(text: str) -> tuple[str, ...]:
    """The MAC addresses in a cell, lower-case with colons. Raises ValueError when a part of it is none."""
    return _macs(text) if len(text) <= REMEMBERED else _macs.__wrapped__(text)


@lru_cache(maxsize=32_768)  # asked for when a row is read, and again, a school's rows later, when its device is settled
def _macs(text: str) -> tuple[str, ...]:
    if _ONE_MAC.fullmatch(text):
        return (_mac(text),)
    found = tuple(_mac(part) for part in re.split(r"[,;/|\s]+", text.strip()) if part)
    if not found:
        raise ValueError("is not a MAC address")
    return found


def _mac(part: str) -> str:
    digits = part.lower().translate(_WITHOUT_MARKS)
    if not _TWELVE_DIGITS.fullmatch(digits) or digits in {"0" * 12, "f" * 12}:
        raise ValueError("is not a MAC address")
    if int(digits[1], 16) & 1:
        raise ValueError("is the MAC address of a group, which no device of its own has")
    return ":".join(_PAIRS.findall(digits))


def is_stand_in(text: str) -> bool:
    """Whether a text of the firmware is what makers leave there in place of a serial or a tag."""
    return bool(_NO_SERIAL.fullmatch(clean(text).casefold()))


def serial(text: str) -> str:
    """A serial number without blanks, in capitals, zeros kept. Raises ValueError for what makers and Excel write instead."""
    if is_stand_in(text):
        raise ValueError("is a stand-in, not a serial number")
    if _DAY.fullmatch(clean(text)):
        raise ValueError("is a day, not a serial number")
    if _PLAIN_SERIAL.fullmatch(text):
        return text.upper()
    found = unicodedata.normalize("NFC", "".join(text.split())).upper()
    if _WORDS_ONLY.fullmatch(clean(text)):
        raise ValueError("is words, not a serial number")
    if _several(text):
        raise ValueError("holds several serial numbers: one row each, please")
    _not_damaged(found)
    return found


def _several(text: str) -> bool:
    """Whether a cell holds two serials or more: parts with digits, or long ones of one length between blanks or strokes."""
    parts = [part for part in _LISTED.split(text.strip()) if part]
    alike = [part for part in re.split(r"[\s/|]+", text.strip()) if part]
    return _numbered(parts, 3) or (_numbered(alike, 6) and len(set(map(len, alike))) == 1)


def _numbered(parts: list[str], least: int) -> bool:
    return len(parts) > 1 and all(len(part) >= least and any(map(str.isdigit, part)) for part in parts)


class NoTag(ValueError):
    """A text in a column of tags that tags nothing; it is not kept as one."""


def is_kind_word(text: str) -> bool:
    """Whether a text names a kind of device, and no device: it has no digit and a word we know."""
    return not any(map(str.isdigit, text)) and kind_of(text) is not None


def tag(text: str) -> str:
    """An asset tag in capitals, zeros kept. Raises ValueError when Excel has rounded it away, NoTag when it tells kinds."""
    if is_kind_word(text):
        raise NoTag("is the word for a kind of device, not a tag")
    if counts(text) or is_range(text):
        raise NoTag("counts devices, which no tag does")
    found = unicodedata.normalize("NFC", clean(text)).upper()
    _not_damaged(found)
    return found


def _not_damaged(text: str) -> None:
    if _DAMAGED.fullmatch(text):
        raise ValueError("was turned into a rounded number by a spreadsheet")


def name(text: str) -> str:
    """A name without case; a full host name without its domain."""
    found = unicodedata.normalize("NFC", clean(text)).casefold()
    host = _HOST.fullmatch(found)
    return host.group(1) if host else found


def comparable(attribute: Attribute, text: str) -> str:
    """What two facts are compared by. Text that has no proper form is compared as it stands, without case."""
    return proper_form(attribute, text) or clean(text).casefold()


def proper_form(attribute: Attribute, text: str) -> str | None:
    """What a text is understood as; None where the attribute has no proper form, or the text is none."""
    return _proper_form(attribute, text) if len(text) <= REMEMBERED else _proper_form.__wrapped__(attribute, text)


@lru_cache(maxsize=16_384)
def _proper_form(attribute: Attribute, text: str) -> str | None:
    proper = _PROPER_FORMS.get(attribute)
    try:
        return proper(text) if proper else None
    except ValueError:
        return None


def _room(text: str) -> str:
    return _ROOM.sub("", clean(text).casefold()).lstrip("0")


def _kind(text: str) -> str:
    return (kind_of(text) or Kind.OTHER).value


_PROPER_FORMS: Mapping[Attribute, Callable[[str], str | None]] = {
    Attribute.ADDRESS: address,
    Attribute.MAC: lambda text: " ".join(sorted(macs(text))),
    Attribute.SERIAL: serial,
    Attribute.TAG: tag,
    Attribute.NAME: name,
    Attribute.KIND: _kind,
    Attribute.PURCHASED: iso_date,
    Attribute.WARRANTY_END: iso_date,
    Attribute.SUPPORT_END: iso_date,
    Attribute.LAST_SEEN: iso_date,
    Attribute.ROOM: _room,
    Attribute.MAKER: lambda text: _COMPANY.sub("", clean(text).casefold()),
}


_ALIAS = {Attribute.SERIAL: AliasKind.SERIAL, Attribute.TAG: AliasKind.TAG, Attribute.NAME: AliasKind.NAME}


def understood(attribute: Attribute, text: str) -> tuple[str | None, tuple[tuple[AliasKind, str], ...]]:
    """What a cell is understood as, None where it has no proper form, and the aliases it gives its device. Raises ValueError
    when it should give one, or an address, and cannot be trusted to."""
    if attribute is Attribute.MAC:
        found = macs(text)
        return " ".join(sorted(found)), tuple((AliasKind.MAC, mac) for mac in found)
    if attribute is Attribute.ADDRESS:
        return address(text), ()
    kind = _ALIAS.get(attribute)
    if kind is None:
        return proper_form(attribute, text), ()
    proper = _IDENTITY[kind](text)
    return proper, ((kind, proper),)


_IDENTITY: Mapping[AliasKind, Callable[[str], str]] = {AliasKind.SERIAL: serial, AliasKind.TAG: tag, AliasKind.NAME: name}
