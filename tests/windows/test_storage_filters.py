"""What the storage filters for Windows make of denials, limits and full shares: data in, data out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.roles.plugins import filters

STORAGE = filters("network_storage")
STAFF, PUPILS = "S-1-5-21-1-2-3-1101", "S-1-5-21-1-2-3-1103"
SHARE: dict[str, Any] = {
    "name": "A", "path": "D:\\A", "homes": False, "alias": False, "change": ["S\\Staff"], "read": [], "create": [],
    "quota_mib": 100, "warn_percent": 80,
}  # fmt: skip
WHOLE = f"(A;OICI;0x1f01ff;;;S-1-5-18)(A;OICI;0x1f01ff;;;S-1-5-32-544)(A;OICI;0x1301bf;;;{STAFF})"


@pytest.mark.parametrize(
    ("denied", "stays"),
    [
        (f"(D;OICI;FA;;;{PUPILS})", f"(D;OICI;FA;;;{PUPILS})"),
        (f"(D;OICIID;0x2;;;{PUPILS})", f"(D;OICI;0x2;;;{PUPILS})"),
        ("(D;OICI;FA;;;BG)", "(D;OICI;FA;;;BG)"),
        ("(D;OICI;FA;;;NU)", ""),
        ("(D;OICI;FA;;;WD)", ""),
        ("(D;OICI;FA;;;AU)", ""),
        ("(D;OICI;FA;;;DU)", ""),
        ("(D;OICI;FA;;;S-1-5-21-1-2-3-513)", ""),
        ("(D;OICI;FA;;;BA)", ""),
        ("(D;OICI;FA;;;SY)", ""),
        (f"(D;OICI;FA;;;{STAFF})", ""),
    ],
)
def test_whom_a_folder_denies_it_denies_further_unless_nobody_could_come_in_any_more(denied: str, stays: str) -> None:
    read = [{"path": "d:\\a", "sddl": f"D:AI{denied}(A;OICI;FA;;;WD)"}]
    (step,) = STORAGE["network_storage_windows_folders"]([SHARE], {"S\\Staff": STAFF}, read)

    assert step["sddl"] == f"D:PAI{stays}{WHOLE}"
    assert STORAGE["network_storage_windows_folders"]([SHARE], {"S\\Staff": STAFF}, [{**read[0], "sddl": step["sddl"]}]) == []


def quota(**changes: Any) -> dict[str, Any]:
    thresholds = [{"percent": 80, "ours": True}]
    return {
        "path": "D:\\A",
        "size_mib": 100,
        "used_mib": 0,
        "soft": False,
        "disabled": False,
        "thresholds": thresholds,
    } | changes


@pytest.mark.parametrize(
    ("there", "differs"),
    [
        (quota(), False),
        (quota(thresholds=[{"percent": 80, "ours": False}]), False),
        (quota(used_mib=120), False),
        (quota(thresholds=[None]), True),
        (quota(thresholds=[{"percent": 90, "ours": True}]), True),
        (quota(thresholds=[{"percent": 80, "ours": False}, {"percent": 90, "ours": True}]), True),
        (quota(size_mib=200), True),
        (quota(soft=True), True),
        (quota(disabled=True), True),
    ],
)
def test_a_limit_is_set_where_it_or_its_warning_is_otherwise(there: dict[str, Any], differs: bool) -> None:
    assert bool(STORAGE["network_storage_windows_quotas"]([SHARE], [there])) is differs


@pytest.mark.parametrize(
    ("there", "refused"),
    [
        (quota(used_mib=120), False),  # that limit holds already: nothing gets worse
        (quota(used_mib=120, size_mib=50), False),
        (quota(used_mib=120, size_mib=200), True),
        (quota(used_mib=120, soft=True), True),
        (quota(used_mib=120, disabled=True), True),
        (quota(used_mib=100, size_mib=200), False),
    ],
)
def test_a_limit_below_what_a_share_holds_is_refused_where_it_would_be_new(there: dict[str, Any], refused: bool) -> None:
    assert bool(STORAGE["network_storage_windows_overfull"]([SHARE], [there])) is refused


@pytest.mark.parametrize(("used", "said"), [(79, False), (80, True), (150, True)])
def test_a_share_is_nearly_full_from_its_percentage_on(used: int, said: bool) -> None:
    assert bool(STORAGE["network_storage_windows_nearly_full"]([SHARE], [quota(used_mib=used)])) is said
    assert STORAGE["network_storage_windows_nearly_full"]([SHARE], None) == []


@pytest.mark.parametrize(
    ("account", "sid", "kept"),
    [
        ("S\\Pupils", PUPILS, "S\\Pupils"),
        ("Everyone", "S-1-1-0", ""),
        ("S\\Domain Users", "S-1-5-21-1-2-3-513", ""),
        ("S\\Staff", STAFF, ""),
        ("S-1-5-21-9-9-9-9", None, ""),
    ],
)
def test_a_share_denies_further_whom_it_denied_unless_nobody_could_come_in_any_more(
    account: str, sid: str | None, kept: str
) -> None:
    access = [{"account": account, "sid": sid, "right": "Full", "type": "Deny"}]
    read = [{"name": "A", "encrypt": False, "caching": "Documents", "access": access}, None]

    assert STORAGE["network_storage_windows_stricter"](read, {"S\\Staff": STAFF}) == {
        "a": {"encrypt": False, "caching": "Manual", "deny": kept}
    }
