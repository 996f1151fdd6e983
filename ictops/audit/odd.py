"""Text that somebody meant for a machine to act on, or for an eye to miss. It stays text here; the doubt tells a person."""

from __future__ import annotations

import re
import unicodedata

_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("reads like a template", re.compile(r".*(\{\{|\{%|\{#|\$\{|<%)", re.DOTALL)),
    ("reads like a command of a shell", re.compile(r".*(\$\(|`)", re.DOTALL)),
    ("reads like a formula", re.compile(r"\s*([=@\uff1d\uff20]|[+\-\uff0b\uff0d](?=[^\d\s]*[(!|]))")),
    ("reads like a command's option", re.compile(r"\s*-{1,2}[A-Za-z]\w*")),
    ("reads like a path that climbs", re.compile(r".*\.\.[/\\]", re.DOTALL)),
    ("holds markup", re.compile(r".*<\s*/?\s*[a-z!]", re.IGNORECASE | re.DOTALL)),
)
_PLAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9 _.:;,()&'-]*|[A-Za-z0-9 _:;,()&'/-]*)")
"""Text that no sign can be found in, nor anything that does not show: almost every cell"""
_BUT_NOT = (
    "manager|policy|policies|protected|protection|expired|expiry|expires|needed|required|unknown|lost|forgotten|missing|not|"
    "problems?|issues?|and|or|for|on|in|of|with|must|should|will|has|from"
)
"""Words after "password" that begin no password, as long as no figure, colon or equals sign follows them."""
_NOR = (
    "stages?|holders?|boards?|pads?|workers?|fobs?|rings?|cabinet|safe|staff|people|skills?|code|entry|through|thru|fail|rate|"
    "cent(re|er)|rooms?|hall|house|schools?|base|office|lounge|hub|space|cafe|kitchen|garden|use|users?|wing|block|building|"
    "library|learning|wi-?fi|network|vlan|printers?|connectors?|plugs?|sockets?|headers?"
)
"""Words after "key", "pass", "pin" and "community" that make ordinary English of them: key stage, community hall."""
_IN_FULL = r"(?:pass ?(?:word|code|phrase)|passwd|pass ?key|pre-?shared key)"
_AS_CHOSEN = r"(?=\S{0,60}(?:\d|[a-z][A-Z]|[!$%^*]))\S"
_ANYWHERE = re.compile(
    r"(?i:pass ?(word|code|phrase)?s? ?[:=]|\b(pwd|passwd|psk) ?[:=]|\bpin ?[:=] ?\d)"
    rf"|(?i:\b{_IN_FULL}(?: is)?) {_AS_CHOSEN}"
    r"|://[^\s/@:]{1,200}:[^\s/@]{1,200}@"
    r"|\b(?i:(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5})\b|\b(?:\d{6}-){7}\d{6}\b"
)
"""What no column may hold: a password that is named as one, one within an address, keys of Windows and of BitLocker."""
_LABELLED = re.compile(
    rf"(?<![a-z\d/])(?:{_IN_FULL}|p/?w|pwd|psk) ?(?:is\b|was\b|[:=/]|[-–] | ) ?(?!(?:{_BUT_NOT})\b[^\d:=]{{0,80}}$)\w"
    rf"|(?<![a-z\d/])(?:{_IN_FULL}|p/?w|pwd|psk|pin|key) (?:for|to|of|on|at|in) [^.;]{{1,40}}?(?:\bis\b|[:=]) ?\w"
    rf"|(?<![a-z\d-])(?:pass|pin|keys?|community(?: string)?)(?: ?(?:\bis\b|[:=])| ?/| ) ?"
    rf"(?!(?:{_BUT_NOT}|{_NOR})\b)\w"
    r"|\bcommunity string ?\w|\bpin code ?(?:is\b|[:=])? ?\d"
    r"|\b(?:door|alarm|gate|entry|safe|access) code\W{1,3}(?:is )?\w{0,20}\d"
    r"|(?<![\w/\\-])(?:root|admin|administrator) ?/ ?(?=[^\s/]{6,60}(?:\s|$))(?=\D{0,60}\d)\S",
    re.IGNORECASE,
)
"""What people write in notes: "pw X", "wifi key X", "snmp community is X", "root/X"; in doubt the note is left out."""
_HINT = re.compile(r"p/?w|pas|pin|psk|key|comm|code|root|admin|://")
_KEY = re.compile(r"[a-z\d]{5}-[a-z\d]{5}-|\d{6}-\d{6}-")
"""What every one of them has, a key of Windows or BitLocker beside four hyphens: few cells do, and the others are done with"""
_DOTS = str.maketrans("\u0130\u0131", "ii")
"""The I with a dot and the i without one: patterns that ignore case take them for an i, and casefold does not."""


def oddities(text: str) -> tuple[str, ...]:
    """What is odd about a text, in words; empty for almost every cell."""
    if _PLAIN.fullmatch(text):
        return ()
    found = [words for words, sign in _SIGNS if sign.match(text)]
    categories = {unicodedata.category(letter) for letter in text} if not text.isascii() else set()
    if categories & {"Cf", "Co", "Cn", "Cs"}:
        found.append("holds characters that do not show")
    if any(ord(letter) < 32 and letter not in "\t\r\n" for letter in text) or "Cc" in categories or "\x7f" in text:
        found.append("holds control characters")
    return tuple(found)


def tells_a_password(text: str, *, free: bool = True) -> bool:
    """Whether a text holds a password, key or code; such a cell is left out, and named. `free`: whether it is a note, in which
    less is enough than in a name or a model: a lost note is cheaper than a stored password."""
    folded = (text if text.isascii() else text.translate(_DOTS)).casefold()
    if _HINT.search(folded) is None and not (folded.count("-") > 3 and _KEY.search(folded)):
        return False
    plain = " ".join(text.split())
    return bool(_ANYWHERE.search(plain) or (free and _LABELLED.search(plain)))
