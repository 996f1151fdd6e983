"""What every noun is made of, and the type that keeps an audit's text apart from ours."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """A value: never changed after it is made, and refusing fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True, order=True)
class Untrusted:
    """Text that a supplier, a spreadsheet or a host wrote. Not a `str`: it cannot slip into a template, an option or a path.

    Whoever needs the characters asks for `.text` and thereby takes on the escaping (the inventory writer marks it unsafe,
    the pages escape it). Turning it into a string by accident raises, rather than passing quietly.
    """

    text: str

    def __str__(self) -> str:
        raise TypeError("untrusted text has to be asked for by .text and escaped where it is shown")

    def __format__(self, spec: str) -> str:
        return str(self)
