"""Google Workspace: Admin console, Directory, Users, Download users.

Columns as in the template that Google describes at https://support.google.com/a/answer/40057 (read September 2026); remarks in
square brackets are no part of a column's name. Staff and pupils stand in one file: only a unit named after staff is taken.
"""

from __future__ import annotations

from ictops.audit.headers import StaffField
from ictops.audit.sources.nouns import Basis, Profile, Reader, columns_of
from ictops.audit.sources.roles_of_people import by_unit

READER = Reader(
    kind="google-users",
    title="Google Workspace, users (CSV)",
    formats=("csv",),
    basis=Basis.PUBLISHED,
    signs=(
        "First Name",
        "Last Name",
        "Email Address",
        "Org Unit Path",
        "Password Hash Function|Last Sign In",
        "New Primary Email|Email Usage|2sv Enrolled",
    ),
    profile=Profile(
        columns=columns_of(
            {
                "First Name": StaffField.GIVEN_NAME,
                "Last Name": StaffField.FAMILY_NAME,
                "Email Address": StaffField.EMAIL,
                "Employee ID": StaffField.NUMBER,
                "Employee Title": StaffField.ROLE,
                "Department": StaffField.DEPARTMENT,
            }
        ),
        lists=StaffField,
        kept_out=by_unit,
        strict=True,
        mixes_people=True,
    ),
    called=("user_download",),
)
