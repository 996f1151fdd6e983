"""Active Directory through PowerShell: `Get-ADComputer` and `Get-ADUser`, piped to `Export-Csv`.

Properties: learn.microsoft.com, "Active Directory: Get-ADComputer Default and Extended Properties" and the same of Get-ADUser.
Windows PowerShell writes `#TYPE Microsoft.ActiveDirectory.Management.ADComputer` above the header; for a property with several
values it writes the name of their type. Passwords of LAPS are secrets by their columns' names.
"""

from __future__ import annotations

from ictops.audit.sources.active_directory import (
    ACCOUNTS,
    CALLED,
    COMPUTERS,
    KIND,
    SEEN,
    STATE,
    TYPE,
    about_account,
    about_computer,
)
from ictops.audit.sources.nouns import Basis, Reader
from ictops.audit.sources.said import beside
from ictops.audit.tables import AuditFile, Table

_TYPE = "Microsoft.ActiveDirectory.Management."
_OF_BOTH = ("DistinguishedName", "SamAccountName", "ObjectGUID", "SID|objectSid", "Enabled|userAccountControl")


def _computers(file: AuditFile) -> tuple[Table, ...]:
    return tuple(
        beside(one, COMPUTERS_READER.known_columns, (CALLED, TYPE, STATE, SEEN), about_computer) for one in file.tables
    )


def _accounts(file: AuditFile) -> tuple[Table, ...]:
    return tuple(beside(one, ACCOUNTS_READER.known_columns, (KIND, STATE, SEEN), about_account) for one in file.tables)


COMPUTERS_READER = Reader(
    kind="ad-computers",
    title="Active Directory, computers (Get-ADComputer, CSV)",
    formats=("csv",),
    basis=Basis.PUBLISHED,
    signs=(*_OF_BOTH, "DNSHostName", "ObjectClass|OperatingSystem"),
    marks=tuple(f"#TYPE {before}{_TYPE}ADComputer" for before in ("", "Selected.")),
    tables=_computers,
    profile=COMPUTERS,
)

ACCOUNTS_READER = Reader(
    kind="ad-accounts",
    title="Active Directory, accounts (Get-ADUser, CSV): counted, never named",
    formats=("csv",),
    basis=Basis.PUBLISHED,
    signs=(*_OF_BOTH, "GivenName", "Surname|sn", "UserPrincipalName|mail|EmailAddress"),
    marks=tuple(f"#TYPE {before}{_TYPE}ADUser" for before in ("", "Selected.")),
    tables=_accounts,
    profile=ACCOUNTS,
)
