"""The catalogue of column names: how schools, suppliers and export tools head the things we look for.

Best name first: where a table has several columns for one attribute, the one whose name stands earlier here speaks.
Names are compared without case, blanks and punctuation, so `Serial No.` and `serialNo` are one.
Collected from exports of asset registers, Intune, Google Admin, Active Directory, Lansweeper, Snipe-IT, UniFi and
Meraki consoles, Windows print servers and staff lists.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache

from ictops.audit.nouns import Why
from ictops.estate import Attribute


class StaffField(StrEnum):
    """What a staff list may tell us. The values are the fields of `StaffMember`."""

    NUMBER = "number"
    CODE = "code"
    GIVEN_NAME = "given_name"
    FAMILY_NAME = "family_name"
    FULL_NAME = "full_name"
    USERNAME = "username"
    EMAIL = "email"
    ROLE = "role"
    DEPARTMENT = "department"
    MAIN = "main"
    LOGON = "logon"
    NAMESAKE = "namesake"


_DEVICE: Mapping[Attribute, str] = {
    Attribute.NAME: "hostname|host name|computer name|device name|pc name|machine name|asset name|printer name|server name|"
    "dns host name|dns name|fqdn|system name|node name|name|friendly name|host|device|queue name|queue",
    Attribute.TAG: "asset tag|asset no|asset number|asset id|asset ref|asset code|tag|tag no|tag number|inventory no|"
    "inventory number|barcode|annotated asset id|school tag|asset|label",
    Attribute.SERIAL: "serial number|serial no|serial|sn|s/n|service tag|bios serial number|serial / service tag|"
    "serial number / service tag|hardware serial|device serial number|serial #",
    Attribute.MAC: "mac address|mac|mac addr|ethernet mac|lan mac|wired mac|wi-fi mac|wifi mac|wireless mac|"
    "wi-fi mac address|ethernet mac address|physical address|hardware address|mac (lan)|mac (wifi)",
    Attribute.ADDRESS: "ip address|ip|ipv4 address|ipv4|ip addr|static ip|lan ip|management ip|ip no|network address|"
    "wifi ipv4 address|ipv6 address",
    Attribute.KIND: "device type|type|asset type|kind|equipment type|item type|type of device|category|asset category|"
    "equipment|item|product type|description",
    Attribute.MAKER: "make|manufacturer|maker|brand",
    Attribute.MODEL: "model|model name|make and model|make/model|model number|model no|product|product name",
    Attribute.SYSTEM: "operating system|os|os name|system|platform|os version|operating system version",
    Attribute.ROOM: "room|room no|room number|room name|rm|classroom|location / room|room/location|teaching room",
    Attribute.LOCATION: "location|building|block|site|area|where|annotated location|where kept",
    Attribute.PURCHASED: "purchase date|date purchased|date of purchase|purchased|bought|date bought|acquired|"
    "acquisition date|date acquired|year purchased|purchase year|year bought",
    Attribute.WARRANTY_END: "warranty end|warranty end date|warranty expiry|warranty expires|warranty expiry date|"
    "warranty until|warranty",
    Attribute.SUPPLIER: "supplier|vendor|purchased from|bought from|reseller",
    Attribute.FIRMWARE: "firmware|firmware version|bios version|software version",
    Attribute.SUPPORT_END: "support end date|support end|end of support|auto update expiration|aue|aue date",
    Attribute.LAST_SEEN: "last seen|last check-in|last contact|last sync|last successful scan|last logon date|last inventory",
    Attribute.STATE: "status|state|device state|asset status|condition",
    Attribute.DRIVER: "driver name|driver|print driver",
    Attribute.CONNECTED: "usb devices|connected usb",
    Attribute.NOTES: "notes|note|comments|comment|remarks|asset notes",
}

_STAFF: Mapping[StaffField, str] = {
    StaffField.NUMBER: "staff number|staff no|payroll number|payroll no|payroll id|payroll ref|payroll reference|"
    "employee number|employee no|employee id|employee ref|personnel number|personnel no|hr number|"
    "hr id|trust staff number|person number",
    StaffField.CODE: "staff code|staff id|arbor staff id|initials|teacher number|person id|id|sourced id",
    StaffField.GIVEN_NAME: "preferred forename|preferred first name|forename|first name|given name|legal forename|"
    "legal first name|known as",
    StaffField.FAMILY_NAME: "preferred surname|preferred last name|surname|last name|family name|legal surname|legal last name",
    StaffField.FULL_NAME: "full name|staff name|teacher name|display name|name|teacher",
    StaffField.USERNAME: "username|user name|login|login name|logon name|network login|sam account name",
    StaffField.EMAIL: "email address|email|e-mail|work email|work email address|work e-mail|mail|user principal name|"
    "secondary email|school email",
    StaffField.ROLE: "job title|business role|business roles|current business roles|role|post|position|staff type",
    StaffField.DEPARTMENT: "department|faculty|subject|team",
    StaffField.MAIN: "main school|main post|primary school|primary post|home school|base school|is primary|"
    "primary role|main role|main contract|primary contract",
    StaffField.LOGON: "trust logon|trust login|trust username|directory logon|directory login|directory account",
    StaffField.NAMESAKE: "namesake|other account is somebody else's",
}

_PUPIL = (
    "upn|unique pupil number|pupil|pupils|pupil name|pupil's name|pupil id|pupil no|pupil number|pupil forename|pupil surname|"
    "pupil email|pupil username|student|student name|student id|student number|student forename|student surname|student email|"
    "student username|child|child name|child's name|learner|"
    "learner name|year group|nc year|national curriculum year|reg group|registration group|tutor group|form group|adno|"
    "admission no|admission number|graduation year|candidate number|uln"
)
_PUPIL_BESIDE_NAMES = (
    "sen|sen status|send|ehcp|eal|fsm|free school meals|pupil premium|"
    "parent|parents|parent name|parent email|guardian|adm no|admission date|date of admission|sis id"
)
_BORN = "date of birth|dob|d.o.b|birth date|birthdate|birthday"
_CLASS_BESIDE_NAMES = (
    "grade|grades|year|yr|school year|class|class name|class code|form|form class|tutor|form tutor|class teacher|reg|"
    "registration|registration class|yr group|yr gp|nc yr|house|year/class|class/year|year/form|form/year|"
    "set|sets|teaching set|cohort|intake|intake year|year of intake|entry year|year of entry"
)
_WORK = "job title|job|role|post|position|staff type|payroll no|payroll number"
_ROLES = "role|user type|type|staff type|person type"
_UNITS = "org unit path|ou|ou path|organisational unit|organizational unit|distinguished name|dn"
_SCHOOLS = (
    "school|school name|academy|academy name|establishment|establishment name|school site|campus|site|site name|urn|school urn|"
    "school dfe number|school sis id|org sourced ids"
)
_QUANTITIES = (
    "qty|quantity|no of|no. of|number of|no of items|number of items|no of devices|number of devices|no of units|"
    "number of units|how many|count|no off|total number|device count"
)
_MAYBE_QUANTITIES = (
    "amount|units|total|stock|in stock|stock level|no in room|number in room|no in stock|number in stock|no in use|"
    "number in use|quantity in use|quantity in room|quantity in stock|qty in use|qty in room|qty in stock"
)
_SECRET = re.compile(
    r"passw|passcode|passphrase|pwd|secret|psk|presharedkey|community|recoverykey|productkey|licen[cs]ekey|wifikey"
    r"|prodkey|adminpass|apikey|authkey|vwirekey|hostkey|token|credential|sshkey|privatekey|doorcode|laps"
    r"|bitlockerkey|windowskey|officekey|licen[cs]e$|^snmp(ro|rw|string)?$|^localadmin$|(security|recovery|activation|network)key"
    r"|^pin$|^pin(no|code|number)|^pass$|pass$"
)
_PERSON = re.compile(
    r"assignedto|assignee|issuedto|loanedto|checkedoutto|^user|username|owner|lastuser|recentuser|primaryuser|annotateduser"
    r"|email|teacher|staffmember|borrower|firstname|lastname|forename|surname|givenname|familyname|phone|managedby"
    r"|(?<!last)contact|reportedby|raisedby|loggedby|completedby|answeredby|accountmanager|organi[sz]er|attendee"
    r"|middlename|principal(sisid|name)|^head(teacher|title|first|last|preferred)|birthdate|dateofbirth|^dob$|guardian"
    r"|loggeduser|localuser"
)
_SETTING = re.compile(r"^ansible|^(become|delegateto|connection|hosts|vars|environment|inventoryhostname)$")


_BETWEEN_WORDS, _REMARK = re.compile(r"[\W_]+"), re.compile(r"\[[^\]]*\]")


@lru_cache(maxsize=65_536)
def key(header: str) -> str:
    """A column's name without case, blanks, punctuation and remarks in square brackets; `#` reads as "no"."""
    if header.isascii() and header.isalnum():
        return header.lower()
    plain = unicodedata.normalize("NFKC", header).casefold().replace("#", " no ")
    return _BETWEEN_WORDS.sub("", _REMARK.sub("", plain) if "[" in plain else plain)


def _ranks(names: str) -> dict[str, int]:
    return {key(name): rank for rank, name in reversed(list(enumerate(names.split("|"))))}


DEVICE_HEADERS = {name: (what, rank) for what, names in _DEVICE.items() for name, rank in _ranks(names).items()}
STAFF_HEADERS = {name: (what, rank) for what, names in _STAFF.items() for name, rank in _ranks(names).items()}
PUPIL_HEADERS = frozenset(_ranks(_PUPIL))
PUPIL_HEADERS_BESIDE_NAMES = frozenset(_ranks(_PUPIL_BESIDE_NAMES))
CLASS_HEADERS_BESIDE_NAMES = frozenset(_ranks(_CLASS_BESIDE_NAMES))
BORN_HEADERS = frozenset(_ranks(_BORN))
WORK_HEADERS = frozenset(_ranks(_WORK))
ROLE_HEADERS = frozenset(_ranks(_ROLES))
UNIT_HEADERS = frozenset(_ranks(_UNITS))
SCHOOL_HEADERS = _ranks(_SCHOOLS)
QUANTITY_HEADERS = frozenset(_ranks(_QUANTITIES))
MAYBE_QUANTITY_HEADERS = frozenset(_ranks(_MAYBE_QUANTITIES))
"""Quantities where nothing but small whole numbers stand below them: prices have such headers, too."""


def secret(header: str) -> bool:
    """Whether a column of that name may hold passwords, keys or codes."""
    return bool(_SECRET.search(key(header)))


def why_left_out(header: str) -> Why:
    """The reason a column we do not read is kept out, the gravest first."""
    name = key(header)
    if not name:
        return Why.NAMELESS
    if _SECRET.search(name):
        return Why.SECRETS
    if _SETTING.search(name):
        return Why.SETTING
    return Why.PERSON if _PERSON.search(name) else Why.UNKNOWN
