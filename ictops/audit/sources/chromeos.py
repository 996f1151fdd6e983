"""Chromebooks of Google: the Admin console's CSV, GAM's `print cros` CSV, and the Directory API's JSON.

Fields: developers.google.com/admin-sdk/directory/reference/rest/v1/chromeosdevices and GAM's wiki, "ChromeOS Devices"
(`basic`: deviceId, annotatedAssetId, annotatedLocation, annotatedUser, lastSync, notes, serialNumber, status). The console's
own headers say the same in words ("Asset ID", "Chrome Version"); its columns are those that administrators describe.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ictops.audit.sources.nouns import Basis, Profile, Reader, RowTexts, columns_of
from ictops.audit.sources.said import Said, beside, listed, rest, table_of_said, text_at, told
from ictops.audit.tables import AuditFile, Json, Table, Value
from ictops.estate import Attribute

_KIND = "admin#directory#chromeosdevice"
_SYSTEM = "operating system"
_MORE = "more pages"

_FIELDS: Mapping[str, Attribute] = {
    "annotatedAssetId|Asset ID": Attribute.TAG,
    "serialNumber": Attribute.SERIAL,
    "macAddress|Wi-Fi MAC address": Attribute.MAC,
    "ethernetMacAddress0": Attribute.MAC,
    "model": Attribute.MODEL,
    _SYSTEM: Attribute.SYSTEM,
    "firmwareVersion": Attribute.FIRMWARE,
    "annotatedLocation|Location": Attribute.LOCATION,
    "autoUpdateThrough|Auto update expiration|Auto-update expiration date|autoUpdateExpiration": Attribute.SUPPORT_END,
    "lastSync|Last policy sync|Last sync time": Attribute.LAST_SEEN,
    "status|Provision status": Attribute.STATE,
}
"""A docking station's MAC (`dockMacAddress`, often `ethernetMacAddress` too) goes from one Chromebook to the next: not read.
Notes are not read either: they name pupils."""

_READ = (
    "annotatedAssetId", "serialNumber", "macAddress", "ethernetMacAddress0", "model", "osVersion", "firmwareVersion",
    "annotatedLocation", "autoUpdateThrough", "autoUpdateExpiration", "lastSync", "status",
)  # fmt: skip


def _recognise(file: AuditFile) -> float:
    if not isinstance(file.holds, Json):
        return 0.0
    value = file.holds.value
    devices = _devices(value)[:20]
    if {text_at(one, "kind") for one in (*listed(value)[:20], *devices)} & {_KIND, f"{_KIND}s"}:
        return 1.0
    fields = {name for one in devices if isinstance(one, dict) for name in one}
    return 0.9 if {"deviceId", "serialNumber"} <= fields and fields & {"annotatedAssetId", "lastSync", "osVersion"} else 0.0


def _devices(value: Value) -> list[Value]:
    """The devices of one answer, of several (one a page, or one device a line), or of a bare list."""
    if isinstance(value, list):
        return [device for one in value for device in _devices(one)]
    if isinstance(value, dict) and "chromeosdevices" in value:
        return listed(value, "chromeosdevices")
    return [value] if isinstance(value, dict) and "deviceId" in value else []


def _tables(file: AuditFile) -> tuple[Table, ...]:
    if not isinstance(file.holds, Json):
        return tuple(beside(one, READER.known_columns, (_SYSTEM,), _system) for one in file.tables)
    devices = [tuple(_said(device, f"chromeosdevices[{at}]")) for at, device in enumerate(_devices(file.holds.value))]
    return (table_of_said([*devices, *_goes_on(file.holds.value)], columns=("serialNumber", "deviceId")),)


def _goes_on(value: Value) -> Iterator[tuple[Said, ...]]:
    """The service gives a few hundred devices an answer; one that names a next page is not all there is."""
    if any(text_at(last, "nextPageToken") for last in listed(value)[-1:]):
        yield (Said(_MORE, "yes", "nextPageToken"),)


def _kept_out(row: RowTexts) -> str | None:
    return "the list goes on: its next page is not in this file" if row.get("morepages") else None


def _system(row: RowTexts) -> Mapping[str, tuple[str, str]]:
    """Its version says nothing without the system's name, which no column gives."""
    on = next((name for name in ("osversion", "chromeversion") if row.get(name, "").strip()), None)
    return {_SYSTEM: (f"ChromeOS {row[on].strip()}", on)} if on else {}


def _said(device: Value, at: str) -> Iterator[Said]:
    if version := text_at(device, "osVersion"):
        yield Said(_SYSTEM, f"ChromeOS {version}", f"{at}.osVersion")
    for field in _READ:
        if field != "osVersion":
            yield from told(device, field, field, base=at)
    yield from rest(device, _READ, at)


READER = Reader(
    kind="chromeos",
    title="Google ChromeOS devices: Admin console (CSV), GAM (CSV), Directory API (JSON)",
    formats=("csv", "json"),
    basis=Basis.PUBLISHED,
    signs=(
        "deviceId|Device ID|Directory API ID",
        "serialNumber",
        "annotatedAssetId|Asset ID",
        "lastSync|Last policy sync|Last sync time",
        "annotatedUser|Most recent user|recentUsers.email|User|recentUsers.0.email",
        "osVersion|Chrome version|platformVersion|orgUnitPath|annotatedLocation",
        "autoUpdateExpiration|autoUpdateThrough|Auto update expiration|Enrollment time|lastEnrollmentTime|status",
    ),
    recognise=_recognise,
    tables=_tables,
    profile=Profile(
        columns=columns_of(_FIELDS),
        kept_out=_kept_out,
        strict=True,
        lists=Attribute,
        device="Chromebook",
        mixes_people=True,
    ),
)
"""No column with a person's name is read, so that a unit called Pupils need not have its Chromebooks refused."""
