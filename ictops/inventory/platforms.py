"""Which system a device runs, told from what the audit calls it: a rule that says "unknown" rather than guess."""

from __future__ import annotations

import re
from enum import StrEnum

from ictops.estate import Attribute, Device


class Platform(StrEnum):
    """The systems whose hosts are managed. The roles have a branch for each."""

    LINUX = "linux"
    WINDOWS = "windows"


LINUX = frozenset({"linux", "debian", "ubuntu", "mint", "raspbian"})
ELSE = frozenset({"macos", "mac", "osx", "chromeos", "chrome", "dsm"})
"""Words that outweigh the ones above: "Debian on ChromeOS" is no Linux machine of ours."""

OLDEST_SERVER = 2016
OLDEST_CLIENT = 10
"""The first Windows with PowerShell 5.1, which Ansible's modules need."""


class NotManaged(ValueError):
    """Why hosts of this system are not managed, in words that follow "the system '…'"."""


def platform_of(system: str) -> Platform:
    """The platform that this text names. Raises NotManaged for none, two, or a Windows too old or without a version."""
    text = system.lower()
    words = set(re.findall(r"[a-z]+", text))
    named = {Platform.LINUX} if words & LINUX else set()
    named |= {Platform.WINDOWS} if "windows" in words else set()
    if words & ELSE or not named:
        raise NotManaged("is not managed yet; only Linux and Windows are")
    if len(named) > 1:
        raise NotManaged("is not managed yet: it names two systems, and a host has one")
    (platform,) = named
    if platform is Platform.WINDOWS:
        _check_version(text)
    return platform


def is_windows(device: Device) -> bool:
    """Whether this device would be managed as a Windows host."""
    said = device.get(Attribute.SYSTEM)
    try:
        return said is not None and platform_of(said.text) is Platform.WINDOWS
    except NotManaged:
        return False


def _check_version(text: str) -> None:
    server = re.search(r"\bserver\b\D{0,20}(\d{4})\b", text)
    client = re.search(r"\bwindows\s+(\d{1,2})(?=$|[^\d.])", text)
    found = server or (None if "server" in text else client)
    if found is None:
        raise NotManaged("does not say which Windows it is; write it as in Windows Server 2022 or Windows 11")
    if int(found[1]) < (OLDEST_SERVER if server else OLDEST_CLIENT):
        raise NotManaged("is too old to be managed: Windows Server 2016 and Windows 10 are the first that can be")
