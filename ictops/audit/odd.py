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
_PASSWORD = re.compile(r"pass\s?(word|code|phrase)?\s*[:=]|\bpwd\s*[:=]|\bpin\s*[:=]\s*\d|\bpsk\s*[:=]", re.IGNORECASE)


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


def tells_a_password(text: str) -> bool:
    """Whether a free text holds something like `password: …`; such a cell is left out."""
    return (":" in text or "=" in text) and bool(_PASSWORD.search(text))
