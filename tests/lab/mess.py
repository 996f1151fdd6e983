"""The inherited mess, as data: the people in the directory, the shared logon, and what each planting script is told."""

from __future__ import annotations

import base64
import secrets
import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from tests.lab.hosts import BASE_DN, DIRECTORY, DOMAIN, REALM, SCHOOLS, WORKGROUP, Host, Printer

SHARED_LOGON = "teacher"
SHARED_LOGON_PASSWORD = "Welcome1"
"""Known to everybody, as inherited shared passwords are: it stands here, and on a note at every desk."""

LESSONS = "lessons"
LESSONS_PASSWORD = "a-Chalk-and-a-Board"
"""The account that lessons are held with on classroom PCs. It stays: closing the shared logon shuts nobody out."""

GENERIC_PASSWORDS = {"teacher": "teacher", "supply": "supply1"}
"""Enabled accounts in the directory that belong to nobody; possible because it asks for four characters and no more."""

ENABLED = 512
"""userAccountControl of an ordinary, enabled account."""


@dataclass(frozen=True, slots=True)
class Person:
    """An invented account in the directory's flat Users container."""

    logon: str
    name: str


STAFF = (
    Person("tstaff1", "Ada Inventa"),
    Person("tstaff2", "Bruno Fabler"),
    Person("tstaff3", "Carys Makebelieve"),
    Person("tstaff4", "Dev Nonesuch"),
    Person("tstaff5", "Edie Placeholder"),
    Person("tstaff6", "Femi Example"),
)
GENERIC = (Person("teacher", "Teacher"), Person("supply", "Supply Teacher"))
STAFF_GROUP = "All Staff"
NO_PASSWORDS = {person.logon: "" for person in (*STAFF, *GENERIC)}
"""For a look at what would be planted, without the secrets."""


def staff_passwords() -> dict[str, str]:
    """A password for every account of the directory: random for the invented staff, the known one for generic accounts."""
    return {person.logon: secrets.token_urlsafe(12) for person in STAFF} | GENERIC_PASSWORDS


def people_ldif(passwords: Mapping[str, str]) -> str:
    """The accounts and their one group as LDIF that ldbadd reads."""
    records = [_account(person, passwords[person.logon]) for person in (*STAFF, *GENERIC)]
    members = [f"member: CN={person.name},CN=Users,{BASE_DN}" for person in STAFF]
    group = [f"dn: CN={STAFF_GROUP},CN=Users,{BASE_DN}", "objectClass: group", f"sAMAccountName: {STAFF_GROUP}", *members]
    return "\n\n".join("\n".join(record) for record in (*records, group)) + "\n"


def _account(person: Person, password: str) -> list[str]:
    quoted = base64.b64encode(f'"{password}"'.encode("utf-16-le")).decode()
    return [
        f"dn: CN={person.name},CN=Users,{BASE_DN}",
        "objectClass: user",
        f"sAMAccountName: {person.logon}",
        f"userPrincipalName: {person.logon}@{DOMAIN}",
        f"displayName: {person.name} (invented)",
        f"userAccountControl: {ENABLED}",
        f"unicodePwd:: {quoted}",
    ]


def printers_table(printers: tuple[Printer, ...]) -> str:
    """One line a printer for print.sh: name, port, queue (or -), alive or dead."""
    return "\n".join(f"{p.name} {p.port} {p.queue or '-'} {'alive' if p.alive else 'dead'}" for p in printers)


def told(host: Host, *, public_key: str, directory_password: str, people: str) -> dict[str, str]:
    """What a host's planting script is told. Secrets go only where they are needed."""
    facts = {
        "LAB_KEY": public_key.strip(),
        "LAB_ADDRESS": host.address,
        "LAB_NAME": host.name,
        "LAB_FULL_NAME": host.full_name,
        "LAB_DOMAIN": DOMAIN,
        "LAB_REALM": REALM,
        "LAB_WORKGROUP": WORKGROUP,
        "LAB_DC_ADDRESS": DIRECTORY.address,
        "LAB_PRINTERS": printers_table(host.printers),
        "LAB_BOARD": "yes" if host.board else "",
        "LAB_DRIVER": host.driver or "",
    }
    if host.has_shared_logon:
        facts |= {"LAB_LOGON": SHARED_LOGON, "LAB_LOGON_PASSWORD": SHARED_LOGON_PASSWORD}
    if host.kind == "classroom":
        facts |= {"LAB_LESSONS": LESSONS, "LAB_LESSONS_PASSWORD": LESSONS_PASSWORD}
    if host == DIRECTORY:
        facts |= {"LAB_PEOPLE": people, "LAB_SCHOOLS": " ".join(SCHOOLS)}
    if host.kind in ("directory", "files"):
        facts |= {"LAB_DIRECTORY_PASSWORD": directory_password}
    return facts


def script(facts: Mapping[str, str], *parts: str) -> str:
    """The parts as one shell script that knows the facts; handed over on stdin, so that no secret stands in a command line."""
    known = "".join(f"{name}={shlex.quote(value)}\n" for name, value in facts.items())
    return known + "\n".join(parts)
