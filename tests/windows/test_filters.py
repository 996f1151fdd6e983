"""What the Windows filters make of access lists, versions and answers: data in, data out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.roles.plugins import filters

STORAGE, PRINT, BOARDS, ACCOUNTS = map(filters, ("network_storage", "print_queues", "whiteboards", "accounts"))
STAFF = "S-1-5-21-1-2-3-1101"
OURS = f"D:PAI(A;OICI;0x1f01ff;;;S-1-5-18)(A;OICI;0x1f01ff;;;S-1-5-32-544)(A;OICI;0x1301bf;;;{STAFF})"


@pytest.mark.parametrize(
    "same",
    [
        f"D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301bf;;;{STAFF})",
        f"D:P(A;OICI;0x1301bf;;;{STAFF})(A;OICI;FA;;;BA)(A;OICI;FA;;;SY)",
        f"D:PAI(A;CIOI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1301BF;;;{STAFF})",
    ],
)
def test_a_list_is_the_same_however_windows_spells_it(same: str) -> None:
    assert STORAGE["network_storage_windows_same_list"](OURS, same)


@pytest.mark.parametrize(
    "other",
    [
        "",
        OURS.replace("D:PAI", "D:AI"),
        OURS + "(A;OICI;0x1200a9;;;WD)",
        OURS + "(D;OICI;FA;;;WD)",
        OURS.replace("0x1301bf", "0x1200a9"),
        OURS.replace(f"(A;OICI;0x1301bf;;;{STAFF})", f"(A;;0x1301bf;;;{STAFF})"),
        OURS.replace(STAFF, STAFF + "9"),
        OURS.replace("(A;OICI;0x1f01ff;;;S-1-5-18)", ""),
    ],
)
def test_a_list_that_says_anything_else_differs(other: str) -> None:
    assert not STORAGE["network_storage_windows_same_list"](OURS, other)


@pytest.mark.parametrize(
    ("sddl", "is_open"),
    [
        ("D:AI(A;OICI;FA;;;WD)", True),
        ("D:AI(A;OICIID;0x1200a9;;;BU)", True),
        ("D:AI(A;;0x1200a9;;;AU)", True),
        ("D:P(A;OICI;FR;;;S-1-5-21-9-8-7-501)", True),
        ("D:P(A;OICI;FA;;;BA)", False),
        ("D:P(A;OICIIO;FA;;;WD)", False),
        ("D:P(D;OICI;FA;;;WD)", False),
        ("D:P(A;;0x100020;;;WD)", False),
        (None, False),
    ],
)
def test_a_folder_is_open_where_everyone_may_list_it(sddl: str | None, is_open: bool) -> None:
    assert STORAGE["network_storage_windows_open_folders"]([{"path": "D:\\x", "sddl": sddl}]) == (["D:\\x"] if is_open else [])


def test_an_empty_list_that_powershell_writes_as_one_null_is_no_list() -> None:
    assert STORAGE["network_storage_windows_quotas"]([], [None]) == []
    assert PRINT["print_queues_windows_to_close"]({"queues": [None]}, [], "closed") == []
    assert ACCOUNTS["accounts_windows_to_lock"]([None], ["teacher"], []) == []
    assert BOARDS["whiteboards_windows_boards"]({"devices": [None], "monitors": [None], "products": [None]}, []) == {
        "known": [],
        "unknown": [],
    }


@pytest.mark.parametrize(
    ("oldest", "changes"),
    [
        (None, {}),
        ("None", {"oldest_dialect": "SMB300"}),
        ("SMB210", {"oldest_dialect": "SMB300"}),
        ("SMB311", {}),
        ("SMB300", {}),
    ],
)
def test_the_oldest_dialect_is_raised_where_it_can_be_and_never_lowered(oldest: str | None, changes: dict[str, Any]) -> None:
    read = {"require_signing": True, "smb1": False, "oldest_dialect": oldest}

    assert STORAGE["network_storage_windows_server"](read, "SMB3", True) == changes


@pytest.mark.parametrize(
    ("signs", "required", "changes"), [(True, False, {}), (False, False, {}), (False, True, {"require_signing": True})]
)
def test_a_server_that_asks_for_signing_goes_on_asking(signs: bool, required: bool, changes: dict[str, Any]) -> None:
    read = {"require_signing": signs, "smb1": False, "oldest_dialect": "SMB311"}

    assert STORAGE["network_storage_windows_server"](read, "SMB3", required) == changes


@pytest.mark.parametrize(
    ("there", "wanted", "installs"),
    [
        ("12.9", "12.23.200", True),
        ("12.23.200", "12.23.200", False),
        ("12.23.200.0", "12.23.200", False),
        ("13.0", "12.23.200", False),
    ],
)
def test_versions_are_compared_as_numbers(there: str, wanted: str, installs: bool) -> None:
    product = {"id": "{x}", "name": "Driver", "publisher": "Acme", "version": there}
    entry = {
        "usb": "1d6b:f00d",
        "driver": "required",
        "windows": {"path": "p", "product": "Driver", "publisher": "Acme", "version": wanted},
    }

    assert bool(BOARDS["whiteboards_windows_needs"]({"products": [product]}, [entry])) is installs


@pytest.mark.parametrize("driver", ["no", False, "false"])
def test_a_board_that_needs_no_driver_gets_none(driver: object) -> None:
    entry = {"usb": "1d6b:f00d", "driver": driver, "windows": {"path": "p", "product": "D", "publisher": "A", "version": "1"}}

    assert BOARDS["whiteboards_windows_needs"]({"products": []}, [entry]) == []


@pytest.mark.parametrize(
    ("sddl", "closed"),
    [
        ("G:SYD:(A;;SWRC;;;WD)", "G:SYD:(D;;SW;;;WD)(A;;SWRC;;;WD)"),
        ("O:BAG:DUD:PAI(A;;SWRC;;;WD)", "O:BAG:DUD:PAI(D;;SW;;;WD)(A;;SWRC;;;WD)"),
    ],
)
def test_a_queue_is_closed_by_one_entry_before_all_others(sddl: str, closed: str) -> None:
    queue = {"name": "Desk", "type": "Local", "shared": True, "permissions": sddl, "comment": ""}
    (step,) = PRINT["print_queues_windows_to_close"]({"queues": [queue]}, [], "m")

    assert step["permissions"] == closed
    assert PRINT["print_queues_windows_to_close"]({"queues": [{**queue, **step}]}, [], "m") == []


@pytest.mark.parametrize(("until", "disabled"), [("2026-11-22", []), ("2026-11-21", ["CN=Supply"])])
def test_an_exception_holds_to_its_last_day(until: str, disabled: list[str]) -> None:
    found = [{"DistinguishedName": "CN=Supply", "sAMAccountName": "supply1"}]
    allowed = [{"name": "Supply1", "until": until}]

    assert ACCOUNTS["accounts_windows_to_disable"](found, ["supply"], allowed, [], "2026-11-22") == disabled


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {},
            "glass is an administrator, and enabled. No run makes it or gives it a password; no policy of",
        ),
        ({"users": []}, "glass is missing."),
        ({"users": [{"name": "Glass", "sid": "S-1", "enabled": False}]}, "glass is disabled."),
        ({"administrators": []}, "glass is no administrator."),
        ({"laps": {"backs_up": False, "account": "glass"}}, "no policy of Windows LAPS"),
        ({"laps": {"backs_up": True, "account": "GLASS"}}, "; Windows LAPS keeps its password"),
        ({"laps": {"backs_up": True, "account": "other"}}, "keeps the password of other, not this one's"),
        ({"laps": {"backs_up": True, "account": ""}}, "keeps the built-in administrator's password, not this one's"),
        ({"is_directory": True}, "a domain controller has no accounts of its own"),
    ],
)
def test_the_account_for_an_emergency_is_said_to_be_as_it_is(changes: dict[str, Any], words: str) -> None:
    user = {"name": "Glass", "sid": "S-1", "enabled": True}
    read = {"is_directory": False, "users": [user, None], "administrators": ["S-1"], "laps": None} | changes

    assert words in ACCOUNTS["accounts_windows_emergency"](read, "glass")


def test_accounts_that_every_windows_has_and_ours_are_left_alone() -> None:
    users = [
        {"name": "admin", "sid": "S-1-5-21-1-2-3-500", "enabled": True},
        {"name": "Test", "sid": "S-1-5-21-1-2-3-1001", "enabled": False},
        {"name": "Office", "sid": "S-1-5-21-1-2-3-1002", "enabled": True},
        {"name": "TEMP7", "sid": "S-1-5-21-1-2-3-1003", "enabled": True},
    ]

    assert ACCOUNTS["accounts_windows_to_lock"](users, ["admin", "test", "office", "temp"], ["office"]) == ["TEMP7"]
