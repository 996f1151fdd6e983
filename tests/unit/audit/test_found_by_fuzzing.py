"""What broken files once crashed: each is read, or kept out, and the rest of the file with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictops.audit.odd import tells_a_password
from ictops.estate import Attribute, Untrusted
from tests.unit.audit.test_sources import imported


def test_base64_of_an_ldif_with_a_letter_that_base64_has_not(tmp_path: Path) -> None:
    entry = "dn: CN=OAK-PC-1,OU=PCs,DC=oak,DC=example\nobjectClass: computer\ncn: OAK-PC-1\nlocation:: Q\u00e9l0\n"
    found = imported(tmp_path, "oak.ldif", f"version: 1\n\n{entry}".encode())

    assert [device.get(Attribute.NAME) for device in found.devices] == [Untrusted("OAK-PC-1")]


def test_an_accuracy_of_nmap_with_five_thousand_digits(tmp_path: Path) -> None:
    match = f'<osmatch name="Linux 5.4" accuracy="{"9" * 5_000}"/><osmatch name="Linux 6.1" accuracy="98"/>'
    host = (
        '<host><status state="up"/><address addr="10.20.0.9" addrtype="ipv4"/>'
        '<address addr="02:00:5E:00:00:09" addrtype="mac"/>'
        f"<os>{match}</os></host>"
    )
    found = imported(tmp_path, "scan.xml", f'<?xml version="1.0"?><nmaprun scanner="nmap">{host}</nmaprun>'.encode())

    assert [device.get(Attribute.SYSTEM) for device in found.devices] == [Untrusted("Linux 6.1 (98% by nmap)")]


@pytest.mark.parametrize(
    "text", ["password" + " " * 16_000 + "!", "password for" + " a" * 16_000, "pass not " * 4_000, "://" + "a:" * 16_000]
)
@pytest.mark.timeout(60)
def test_a_cell_of_thirty_thousand_letters_does_not_hold_up_the_search_for_passwords(text: str) -> None:
    """A pattern that tries every blank anew would take hours."""
    assert tells_a_password(text) in {True, False}
    assert tells_a_password(f"{text} password: Hunter2x")


@pytest.mark.parametrize("text", ["P\u0130N: 1234", "p\u0131n=1234", "adm\u0131n/abc1234", "p\u017fk: abc", "\u212aey is abc"])
def test_a_password_is_told_by_letters_that_only_look_like_the_plain_ones(text: str) -> None:
    """A keyboard set to Turkish writes an I with a dot and an i without one."""
    assert tells_a_password(text)
