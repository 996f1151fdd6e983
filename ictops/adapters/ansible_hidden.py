"""What of a run's secrets must not be written down, and how it is taken out of a text. Standard library only: the callback,
which runs inside Ansible, uses it too.

A secret that is one text (a password) is hidden wherever its characters stand. Of a secret with a structure (the staff list),
every word of its untrusted texts is hidden where it stands as a word, in capitals or not, with its accents or without: a name
that is also a word of the language costs the word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Any

UNSAFE = "__ansible_unsafe"
"""The mark by which Ansible knows a text that is no template; what carries it is hidden."""
HIDDEN = "[secret]"

_WORD = re.compile(r"[^\W\d_]{2,}")


def hider(marked: Mapping[str, Any]) -> Callable[[str], str]:
    """Gives what takes the secrets out of a text. `marked`: the variables as their file holds them."""
    texts = sorted((value[UNSAFE] for value in marked.values() if _is_text(value) and value[UNSAFE]), key=len, reverse=True)
    words = {word for value in marked.values() if not _is_text(value) for text in _texts(value) for word in _words(text)}

    def hide(text: str) -> str:
        for secret in texts:
            text = text.replace(secret, HIDDEN)
        return _WORD.sub(lambda found: HIDDEN if _plain(found[0]) in words else found[0], text) if words else text

    return hide


def _is_text(value: Any) -> bool:
    return isinstance(value, Mapping) and UNSAFE in value


def _texts(value: Any) -> Iterator[str]:
    if _is_text(value):
        yield value[UNSAFE]
    elif isinstance(value, Mapping | list):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _texts(part)


def _words(name: str) -> Iterator[str]:
    """The words of a name, and the name run together as logon names have it: `lacey`, `brook`, `laceybrook`."""
    words = [_plain(word) for word in re.findall(r"[^\W\d_]+", name)]
    yield from (word for word in (*words, "".join(words)) if len(word) > 1)


def _plain(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(letter))
