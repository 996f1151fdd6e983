"""The program of no maker that a PC gets whose whiteboard needs no driver, or has none: whether it is there, and from where."""

from __future__ import annotations

import re

from ictops.estate import Value
from ictops.standard.catalogue.seal import Answer, opened, quoted, sealed
from ictops.standard.control import CannotTell, Probe, Settings

NAME = "whiteboards-spare"

STEPS = """\
labelled asked @asked@ 0
if [ -n @asked@ ]; then
  step installed dpkg-query -W -f '${db:Status-Status} ${Package} ${Version}\\n' -- dpkg @asked@
  step offered apt-cache -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= madison @asked@
  labelled lists "$(ls /var/lib/apt/lists 2>/dev/null | grep -c Packages)" 0
fi
"""
"""As root apt-cache would write its caches: it is told to have none."""


def program(settings: Settings) -> str:
    """The package that the standard asks for; empty where it asks for none."""
    wanted = str(settings.get("whiteboards_fallback") or "none")
    return "" if wanted == "none" else wanted


def _command(settings: Settings) -> str:
    return sealed(NAME, STEPS.replace("@asked@", quoted(program(settings))))


PROBE = Probe(id=NAME, command=_command)


def installed(output: str) -> Value:
    """The program when it is installed and a source of the PC offers it too, so that it is looked after; else what is wrong.

    Nothing where the standard asks for none. CannotTell where it is there and the PC has read no source's list.
    """
    answer = opened(NAME, output)
    asked = "".join(answer.of("asked"))
    if not asked:
        return ()
    rows = [line.split(" ") for line in answer.of("installed", allowed=("0", "1"))]
    if not any(row[:2] == ["installed", "dpkg"] for row in rows):
        raise CannotTell("the package database did not even list its own tool")
    if not any(row[:2] == ["installed", asked] for row in rows):
        return ()
    return (asked if _offered(answer, asked) else f"{asked}, which no source offers",)


def _offered(answer: Answer, asked: str) -> bool:
    if not re.fullmatch(r"[1-9][0-9]*", "".join(answer.of("lists"))):
        raise CannotTell(f"the PC has read no source's list of packages, so nobody can tell whether one offers {asked}")
    rows = [[part.strip() for part in line.split("|")] for line in answer.of("offered")]
    return any(row[0] == asked and row[2].endswith("Packages") for row in rows if len(row) == 3)
