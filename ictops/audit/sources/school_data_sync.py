"""Microsoft School Data Sync, version 1: its six files, in the standard and in the UK format.

Columns as in OfficeDev/O365-EDU-Tools, `CSV Samples` (standard, `SIS ID`; UK format, `DfE Number` and `ID`), and
https://learn.microsoft.com/schooldatasync/csv-files-for-school-data-sync (read September 2026). Microsoft prescribes the
files' names, and only these part the least forms of Teacher and Student, which have the same three columns. Its two files of
guardians have no reader: they are refused as lists of pupils, by their column `SIS ID`.
"""

from __future__ import annotations

from ictops.audit.headers import StaffField
from ictops.audit.nouns import About
from ictops.audit.sources.nouns import Basis, Profile, Reader, RowTexts, columns_of
from ictops.audit.sources.roles_of_people import CLASS_LIST, LEAVING, PUPIL, all_are

_ID, _SCHOOL = "ID|SIS ID", "School DfE Number|School SIS ID"


def _gone(row: RowTexts) -> str | None:
    return LEAVING if row.get("status", "").strip().casefold() in {"inactive", "withdrawn", "deleted"} else None


def _no_school(row: RowTexts) -> str | None:
    """`SIS ID,Name` is all that Microsoft asks of a school, and might as well be a list of pupils."""
    of_schools = {"dfenumber", "schoolnumber", "gradelow", "gradehigh", "principalname", "address"}
    return None if of_schools & row.keys() else "it does not say whether this is a school or a person"


SCHOOLS = Reader(
    kind="sds-schools",
    title="Microsoft School Data Sync v1 and its UK format, School.csv",
    formats=("csv",),
    basis=Basis.FILES,
    signs=("DfE Number|SIS ID", "Name"),
    profile=Profile(
        columns=columns_of({"Name": "name", "DfE Number": "number", "SIS ID": "code"}),
        lists=About.SCHOOL,
        kept_out=_no_school,
        mixes_people=True,
    ),
    called=("school",),
)

TEACHERS = Reader(
    kind="sds-teachers",
    title="Microsoft School Data Sync v1 and its UK format, Teacher.csv",
    formats=("csv",),
    basis=Basis.FILES,
    signs=(_ID, _SCHOOL, "Teacher Number|Qualification"),
    profile=Profile(
        columns=columns_of(
            {
                _ID: StaffField.CODE,
                "First Name": StaffField.GIVEN_NAME,
                "Last Name": StaffField.FAMILY_NAME,
                "Username": StaffField.USERNAME,
                "Secondary Email": StaffField.EMAIL,
                "Title": StaffField.ROLE,
            }
        ),
        lists=StaffField,
        kept_out=_gone,
        mixes_people=True,
    ),
    called=("teacher", "teachers"),
)
"""`ID` is the management system's own number of the teacher: a code of the school's, and no payroll number."""

PUPILS = Reader(
    kind="sds-pupils",
    title="Microsoft School Data Sync v1 and its UK format, Student.csv: pupils, none of them kept",
    formats=("csv",),
    basis=Basis.FILES,
    signs=(_ID, _SCHOOL, "Student Number|Birthdate|Graduation Year"),
    profile=Profile(lists=StaffField, kept_out=all_are(PUPIL), strict=True, mixes_people=True),
    called=("student", "students"),
)

CLASSES = Reader(
    kind="sds-classes",
    title="Microsoft School Data Sync v1 and its UK format, Section.csv: counted, not kept",
    formats=("csv",),
    basis=Basis.FILES,
    signs=(_SCHOOL, "Section Name"),
    profile=Profile(lists=About.ROOM, kept_out=all_are(CLASS_LIST), strict=True, mixes_people=True),
    called=("section",),
)

ROSTERS = Reader(
    kind="sds-rosters",
    title="Microsoft School Data Sync v1 and its UK format, StudentEnrollment.csv and TeacherRoster.csv: counted, not kept",
    formats=("csv",),
    basis=Basis.FILES,
    signs=("Section ID|Section SIS ID", _ID),
    profile=Profile(lists=About.ROOM, kept_out=all_are(CLASS_LIST), strict=True, mixes_people=True),
    called=("studentenrollment", "teacherroster"),
)

READERS = (SCHOOLS, TEACHERS, PUPILS, CLASSES, ROSTERS)
