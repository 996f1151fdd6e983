"""What the print filters for Windows make of permissions and of queues that are to go: data in, data out."""

from __future__ import annotations

from typing import Any

import pytest

from tests.roles.plugins import filters

PRINT = filters("print_queues")
STAFF, PUPILS = "S-1-5-21-1-2-3-1101", "S-1-5-21-1-2-3-1103"
MANAGED = "G:SYD:(A;;LCSWSDRCWDWO;;;BA)(A;OIIO;RPWPSDRCWDWO;;;CO)"


@pytest.mark.parametrize(
    ("sddl", "who"),
    [
        (MANAGED + f"(A;;SWRC;;;{STAFF})", {STAFF}),
        (MANAGED + "(A;;SWRC;;;WD)(A;;SWRC;;;AC)", {"WD"}),
        (MANAGED + f"(A;;0x20008;;;{STAFF})", {STAFF}),
        (MANAGED + f"(A;;GA;;;{STAFF})", {STAFF}),
        (MANAGED + f"(A;;0x10000000;;;{STAFF})", {STAFF}),
        (MANAGED + f"(A;OIIO;SWRC;;;{STAFF})", set()),
        (MANAGED + f"(A;;RC;;;{STAFF})", set()),
        (MANAGED + f"(A;;LCSWSDRCWDWO;;;S-1-15-3-1024-1)(A;;SWRC;;;{STAFF})", {STAFF}),
        (MANAGED + f"(D;;SW;;;{STAFF})(A;;SWRC;;;{STAFF})(A;;SWRC;;;{PUPILS})", {PUPILS}),
        (MANAGED + f"(D;;SW;;;WD)(A;;SWRC;;;{STAFF})", set()),
        ("", set()),
    ],
)
def test_who_prints_is_read_from_the_right_to_print(sddl: str, who: set[str]) -> None:
    assert PRINT["print_queues_windows_who_prints"](sddl) == who


@pytest.mark.parametrize(
    ("before", "kept"),
    [
        ("", ""),
        (MANAGED + "(A;;SWRC;;;WD)", ""),
        (MANAGED + f"(D;;SW;;;{PUPILS})", f"(D;;SW;;;{PUPILS})"),
        (MANAGED + "(D;;SW;;;WD)", ""),
        (MANAGED + f"(D;;SW;;;{STAFF})", ""),
        (MANAGED + "(D;;SW;;;BA)", ""),
    ],
)
def test_permissions_for_groups_let_in_no_other_and_keep_who_is_denied(before: str, kept: str) -> None:
    made = PRINT["print_queues_windows_for_groups"](before, [STAFF])

    assert made.startswith(f"G:SYD:{kept}(A;;LCSWSDRCWDWO;;;BA)")
    assert PRINT["print_queues_windows_who_prints"](made) == {STAFF}


def queue(**changes: Any) -> dict[str, Any]:
    return {"name": "Desk", "type": "Local", "driver": "Acme", "jobs": 0, "permissions": "D:(D;;SW;;;WD)", **changes}


@pytest.mark.parametrize(
    ("there", "held", "why"),
    [
        (queue(), None, ""),
        (queue(), ["DESK"], ""),
        (queue(), ["Other"], "the earlier state does not hold it"),
        (queue(jobs=1), None, "1 jobs wait in it"),
        (queue(permissions="D:(A;;SWRC;;;WD)"), None, "it is closed first"),
        (queue(driver="Microsoft IPP Class Driver"), None, "no undo could make it again"),
        (queue(type="Connection"), None, "another server"),
    ],
)
def test_a_queue_goes_when_it_is_closed_empty_and_can_come_back(there: dict[str, Any], held: Any, why: str) -> None:
    found = PRINT["print_queues_windows_removable"](["desk", "Gone"], {"queues": [there, None]}, held)

    assert found["go"] == ([] if why else ["Desk"])
    assert [why in one["why"] for one in found["wait"]] == ([True] if why else [])
