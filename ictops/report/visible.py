"""Text that someone else wrote, with everything a reader cannot see made visible.

`visible` serves terminals, pages and spreadsheets alike: an escape sequence, a right-to-left override or a zero-width space
is printed as `[U+202E]` instead of acting. What is left is harmless on a terminal; HTML still has to escape `<`, and
spreadsheets the formula (`ictops.report.cells`).
"""

from __future__ import annotations

import unicodedata

from ictops.estate import Untrusted

UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Controls, formatting (bidi, zero-width, tags), unassigned, private, surrogates, and the two separators that break lines"""

UNSEEN_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0")
"""Characters that Unicode calls letters, marks or symbols and that every font draws as nothing"""

VARIATION_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))

LONGEST_SHOWN = 400
"""Characters of one value that a page or a terminal shows. JSON keeps the whole."""


def visible(text: str | Untrusted) -> str:
    """The text with every unseen character as its code point: `a\\u202eb` gives `a[U+202E]b`."""
    text = text.text if isinstance(text, Untrusted) else text
    if text.isascii() and text.isprintable():
        return text
    return "".join(f"[U+{ord(one):04X}]" if is_unseen(one) else one for one in text)


def visible_lines(text: str | Untrusted) -> list[str]:
    """Host output of several lines, each made visible; only the line feeds are kept, as breaks."""
    text = text.text if isinstance(text, Untrusted) else text
    return [visible(line) for line in text.rstrip("\n").split("\n")]


def shortened(text: str, longest: int = LONGEST_SHOWN) -> str:
    """The text, cut where it grows longer than a reader would read, saying how much was cut."""
    if len(text) <= longest:
        return text
    return f"{text[:longest]} … (and {len(text) - longest} more characters)"


def is_unseen(one: str) -> bool:
    """Whether the character draws nothing, or moves what is around it."""
    if unicodedata.category(one) in UNSEEN_CATEGORIES or one in UNSEEN_LETTERS:
        return True
    return any(ord(one) in selectors for selectors in VARIATION_SELECTORS)
