"""Reads what `testparm -s -v` prints: the settings a file server serves by, section by section."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ictops.standard.control import CannotTell

type Section = Mapping[str, str]

NOT_FOLDERS = frozenset({"ipc$", "printers"})
"""Sections that share no folder: the control channel, and the template of print queues."""


@dataclass(frozen=True, slots=True)
class Samba:
    """Every value in force: `glob` for the server, and each share's own, by the share's name."""

    glob: Section
    shares: Mapping[str, Section]

    def server(self, name: str) -> str:
        """A server-wide value. CannotTell when it is not printed."""
        if name not in self.glob:
            raise CannotTell(f"testparm did not print {name!r}")
        return self.glob[name]

    def value(self, share: str, name: str) -> str:
        """A share's value, else the server-wide one it inherits. CannotTell when neither is printed."""
        return self.shares[share].get(name) or self.server(name)

    def said(self, share: str, name: str) -> str:
        """A share's value, else the server-wide one it inherits; nothing when neither is printed."""
        return self.shares[share].get(name, self.glob.get(name, ""))

    def yes(self, share: str, name: str) -> bool:
        return said_yes(self.value(share, name), name)

    def people(self, share: str, name: str) -> tuple[str, ...]:
        """The names in a list of users and groups, as `principals` reads them."""
        return principals(self.said(share, name))


def said_yes(value: str, name: str) -> bool:
    """Samba's yes or no. CannotTell for any other word."""
    if value not in ("Yes", "No"):
        raise CannotTell(f"testparm printed {value!r} for {name!r}, neither Yes nor No")
    return value == "Yes"


def principals(text: str) -> tuple[str, ...]:
    """Users and groups of a list as testparm prints it: groups without mark and domain, users as `user name`."""
    return tuple(_named(mark + quoted + plain) for mark, quoted, plain in re.findall(r'([@+&]*)"([^"]*)"|([^\s,"]+)', text))


def _named(word: str) -> str:
    bare = word.lstrip("@+&")
    return bare.rpartition("\\")[2] if bare != word else f"user {word}"


def samba(lines: tuple[str, ...]) -> Samba:
    """The settings in testparm's lines. CannotTell unless there is a [global] section with the defaults written out."""
    sections: dict[str, dict[str, str]] = {}
    current: dict[str, str] | None = None
    for line in lines:
        if line.startswith("["):
            current = sections.setdefault(line.strip()[1:-1], {})
        elif line.startswith("\t") and current is not None and " = " in line + " ":
            name, _, value = line.strip().partition("=")
            current[name.strip()] = value.strip()
    glob = sections.pop("global", {})
    if "server min protocol" not in glob:
        raise CannotTell("testparm printed no server-wide settings")
    return Samba(glob, {name: keys for name, keys in sections.items() if name.lower() not in NOT_FOLDERS})
