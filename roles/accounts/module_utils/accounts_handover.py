"""Initial passwords, and the file that hands them over: readable by nobody but the holder of the school's key."""

from __future__ import annotations

import csv
import io
import os
import secrets
import tempfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any

CONSONANTS, VOWELS = "bdfgklmnprstvz", "aeiou"
WORDS, SYLLABLES = 3, 3
"""70 syllables: three words of three and two digits are 61 bits, and can be read out over the telephone."""
COLUMNS = ("key", "given_name", "family_name", "logon", "initial_password")
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def password(logon: str) -> str:
    """A new password like `Tavoke-Mirupa-Losina-47`; never one that holds a part of the logon name."""
    while True:
        words = ["".join(secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(SYLLABLES)) for _ in range(WORDS)]
        made = "-".join([*(word.capitalize() for word in words), f"{secrets.randbelow(90) + 10}"])
        parts = (part for part in logon.replace("-", ".").split(".") if len(part) > 2)
        if not any(part in made.lower() for part in parts):
            return made


def as_directory_takes_it(word: str) -> bytes:
    """A password as the attribute unicodePwd."""
    return f'"{word}"'.encode("utf-16-le")


def handed_over(
    run: Callable[..., tuple[int, str, str]], at: str, people: Iterable[Mapping[str, Any]], certificate: str
) -> str:
    """Write one encrypted file, never over another; gives its path. The plain text is in memory and a pipe, in no file.

    `run`: a module's run_command; `at`: the path without its ending.
    """
    folder = os.path.dirname(at)
    os.makedirs(folder, mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as scratch:
        to, made = os.path.join(scratch, "certificate.pem"), os.path.join(scratch, "handover.cms")
        with open(to, "w", encoding="ascii") as file:
            file.write(certificate)
        words = ["openssl", "cms", "-encrypt", "-binary", "-aes256", "-outform", "PEM", "-out", made, to]
        status, _, said = run(words, data=_table(people), binary_data=True)
        if status:
            raise ValueError(f"openssl could not encrypt to the certificate: {said.strip()[:200]}")
        os.chmod(made, 0o600)
        return _placed(made, at)


def _placed(made: str, wanted: str) -> str:
    number = 1
    while True:
        path = f"{wanted}.cms" if number == 1 else f"{wanted}-{number}.cms"
        try:
            os.link(made, path)
        except FileExistsError:
            number += 1
        else:
            return path


def _table(people: Iterable[Mapping[str, Any]]) -> bytes:
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for person in people:
        rows.writerow([_as_text(str(person[column])) for column in COLUMNS])
    return text.getvalue().encode()


def _as_text(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
