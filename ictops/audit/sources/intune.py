"""Microsoft Intune: Devices, All devices, Export."""

from __future__ import annotations

from ictops.audit.sources.nouns import Basis, Profile, Reader, columns_of
from ictops.estate import Attribute

READER = Reader(
    kind="intune",
    title="Microsoft Intune, all devices (CSV)",
    formats=("csv",),
    basis=Basis.PUBLISHED,
    signs=(
        "Device name",
        "Last check-in",
        "Azure AD Device ID|Microsoft Entra device ID",
        "Serial number",
        "Managed by",
        "Compliance",
        "OS",
        "OS version",
    ),
    profile=Profile(
        columns=columns_of(
            {
                "Device name": Attribute.NAME,
                "Serial number": Attribute.SERIAL,
                "EthernetMAC": Attribute.MAC,
                "Wi-Fi MAC": Attribute.MAC,
                "WiFiIPv4Address": Attribute.ADDRESS,
                "Manufacturer": Attribute.MAKER,
                "Model": Attribute.MODEL,
                "OS": Attribute.SYSTEM,
                "Last check-in": Attribute.LAST_SEEN,
                "Device state": Attribute.STATE,
            }
        ),
        strict=True,
        lists=Attribute,
        device="Laptop",
    ),
)
"""Its days are `2026-05-01 09:12:33.0000000`, the years 1 and 9999 stand for never, its MACs have no separators."""
