"""What the controls are evidence towards, in our own words, with the page it was read on and the day.

Wording and numbering at the sources move almost monthly: a clause is dated data. Evidence towards, never proof of.
"""

from __future__ import annotations

from datetime import date

from ictops.standard.control import Clause

GOV_UK = "https://www.gov.uk/guidance/meeting-digital-and-technology-standards-in-schools-and-colleges/"
NCSC = "https://www.ncsc.gov.uk/cyberessentials/resources"
READ_ON = date(2026, 9, 16)
CYBER = "DfE cyber security core standard"
SERVERS = "DfE servers and storage standard"
ESSENTIALS = "Cyber Essentials 3.3"


def _dfe(framework: str, page: str, clause: str) -> Clause:
    return Clause(framework=framework, clause=clause, url=GOV_UK + page, read_on=READ_ON)


def _essentials(clause: str) -> Clause:
    return Clause(framework=ESSENTIALS, clause=clause, url=NCSC, read_on=READ_ON)


def _cyber(clause: str) -> Clause:
    return _dfe(CYBER, "cyber-security-core-standard", clause)


LEAST_PRIVILEGE = _cyber("people reach only the data and settings their work needs")
OWN_ACCOUNTS = _cyber("every account belongs to one person; nobody shares a sign-in")
GUESSES = _cyber("guessing is slowed or stopped: at most 10 wrong passwords in 5 minutes, or locked after at most 10")
SEPARATE_ADMINS = _cyber("administrators have a separate account for administering, and do their routine work with another")
EMERGENCY = _cyber("senior leaders can reach an administrator's account in an emergency")
SUPPORTED = _cyber("software is licensed, supported and able to receive updates")
REVIEWED = _dfe(
    SERVERS, "servers-and-storage", "servers and storage are reviewed at least every term and when something changes"
)
ASSET_REGISTER = _dfe(
    "DfE digital leadership and governance core standard",
    "digital-leadership-and-governance-core-standard",
    "the register of equipment agrees with what is really there",
)
SECURE_CONFIGURATION = _essentials("secure configuration: services, accounts and sharing that are not needed are off")
ACCESS_CONTROL = _essentials("user access control: accounts are individual, and hold no more rights than needed")
UNNEEDED = _essentials("secure configuration: accounts that are not needed any more are removed or disabled")
PASSWORDS = _essentials("password-based sign-in: 12 characters, or 8 with a list of forbidden ones, or a second factor")
THROTTLING = _essentials("password-based sign-in: at most 10 guesses in 5 minutes, or locked after at most 10")
UPDATES = _essentials("security update management: software is supported and kept up to date from its maker")
