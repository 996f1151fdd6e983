"""Which system an audit's words name, and what a Windows host is told of its own."""

from __future__ import annotations

import pytest

from ictops.estate import Kind
from ictops.inventory import Connection, generate
from ictops.inventory.connection import WindowsConnection
from ictops.inventory.platforms import NotManaged, Platform, is_windows, platform_of
from ictops.inventory.values import Table, plain
from tests.inventory_builders import DECLARED, STANDARD, audited, host_device


@pytest.mark.parametrize(
    "system",
    ["Windows Server 2019 Standard", "windows server 2016", "Microsoft Windows Server (R) 2022", "Windows 10 22H2",
     "Windows 11", "WINDOWS 11 23H2 Education", "Windows Server 2025 Datacenter"],
)  # fmt: skip
def test_a_windows_with_a_version_that_can_be_managed_is_windows(system: str) -> None:
    assert platform_of(system) is Platform.WINDOWS


@pytest.mark.parametrize("system", ["Debian 12", "Ubuntu 24.04 LTS", "Linux Mint 21", "raspbian"])
def test_a_linux_is_linux(system: str) -> None:
    assert platform_of(system) is Platform.LINUX


@pytest.mark.parametrize(
    ("system", "because"),
    [
        ("Windows", "does not say which Windows"),
        ("Windows Server", "does not say which Windows"),
        ("Windows Server 20H2", "does not say which Windows"),
        ("Windows XP", "does not say which Windows"),
        ("Windows 8.1", "does not say which Windows"),
        ("Windows 7 SP1", "too old"),
        ("Windows Server 2012 R2", "too old"),
        ("Server 2019", "only Linux and Windows are"),
        ("Windows 11 with Ubuntu", "names two systems"),
        ("macOS 14 (was Windows 10)", "only Linux and Windows are"),
        ("{{ lookup('pipe', 'x') }}", "only Linux and Windows are"),
    ],
)
def test_what_is_not_clear_is_said_and_not_guessed(system: str, because: str) -> None:
    with pytest.raises(NotManaged, match=because):
        platform_of(system)


def variables(system: str | None) -> Table:
    device = host_device("elm-x", Kind.FILE_SERVER, system=system)
    (host,) = generate(audited(device), STANDARD, DECLARED, Connection()).hosts
    return host.variables


def test_a_windows_host_is_told_its_shell_and_that_nobody_is_become() -> None:
    found = plain(variables("Windows Server 2019 Standard"))

    assert found["ansible_shell_type"] == "powershell"
    assert found["ansible_become"] is False


def test_a_linux_host_is_told_neither() -> None:
    assert {"ansible_shell_type", "ansible_become"}.isdisjoint(variables("Debian 12").names())


def test_no_other_shell_can_be_named() -> None:
    with pytest.raises(ValueError, match="powershell"):
        WindowsConnection(shell="cmd; calc")


def test_a_device_without_a_system_is_no_windows_host() -> None:
    assert not is_windows(host_device("elm-x", system=None))
