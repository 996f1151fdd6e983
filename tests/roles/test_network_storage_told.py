"""What Samba is told of inherited shares and of the server: what was stricter than the standard stays so."""

from __future__ import annotations

from typing import Any

import jinja2
import pytest

from tests.roles.plugins import filters
from tests.roles.readme_table import ROLES

FILTERS = filters("network_storage")
GROUP = '@"OAK\\FS-Rest"'
EVERYBODY = '"@OAK\\Domain Users"'


def told(
    parameters: dict[str, str], *, listed: bool = False, pupils: tuple[str, ...] = ("Q-Pupils",), name: str = "Art"
) -> Any:
    shares = FILTERS["network_storage_inherited"]({name: {"path": "/srv/art", **parameters}}, ())
    settled = FILTERS["network_storage_settled"](shares, {"/srv/art": "/srv/art"}, [], "FS-Rest")
    return FILTERS["network_storage_told"](settled, [name] if listed else [], pupils, "OAK")[0]


@pytest.mark.parametrize(
    ("parameters", "written"),
    [
        ({}, None),
        ({"guest ok": "Yes"}, GROUP),
        ({"force user": "archive"}, GROUP),
        ({"force group": "teachers"}, GROUP),
        ({"force group": "+teachers"}, None),
        ({"force group": "%G"}, None),
        ({"valid users": "@heads"}, None),
        ({"guest ok": "Yes", "valid users": "@heads"}, None),
        ({"force group": "teachers", "valid users": "bob, @heads"}, None),
        ({"force group": "teachers", "valid users": f"bob {EVERYBODY}"}, f"bob, {GROUP}"),
        ({"force user": "root", "valid users": "@OAK\\q-pupils, @heads"}, f"@heads, {GROUP}"),
        ({"force user": "root", "valid users": "S-1-5-21-1-2-3-513"}, None),
        ({"force user": "root", "valid users": f"S-1-5-21-1-2-3-512 {EVERYBODY}"}, None),
        ({"valid users": EVERYBODY}, None),
    ],
    ids=str,
)
def test_a_share_whose_folder_stops_nobody_is_kept_to_its_group_and_no_list_is_widened(
    parameters: dict[str, str], written: str | None
) -> None:
    assert told(parameters)["valid_users"] == written


def test_a_share_to_be_passed_through_is_kept_by_a_list_and_homes_never_are() -> None:
    assert told({}, listed=True)["valid_users"] == GROUP
    assert told({"valid users": "@heads"}, listed=True)["valid_users"] is None
    assert told({"guest ok": "Yes"}, name="homes", listed=True)["valid_users"] is None


def test_where_no_pupils_are_named_a_list_stays_as_it_is() -> None:
    assert told({"force user": "root", "valid users": EVERYBODY}, pupils=())["valid_users"] is None
    assert told({"admin users": EVERYBODY}, pupils=())["admin_users"] is None


@pytest.mark.parametrize(
    ("admins", "written"),
    [("", None), ("root, @heads", None), (EVERYBODY, ""), ("root @Q-Pupils, @heads", "root, @heads"), ("+users bob", "bob")],
)
def test_neither_pupils_nor_everyone_work_as_root(admins: str, written: str | None) -> None:
    assert told({"admin users": admins})["admin_users"] == written


@pytest.mark.parametrize(
    ("had", "required", "kept"),
    [
        ({}, True, ("SMB3", "mandatory", "ntlmv2-only")),
        ({"ntlm auth": "disabled"}, True, ("SMB3", "mandatory", "disabled")),
        ({"ntlm auth": "ntlmv1-permitted"}, True, ("SMB3", "mandatory", "ntlmv2-only")),
        ({"server min protocol": "SMB3_11"}, False, ("SMB3_11", "auto", "ntlmv2-only")),
        ({"server min protocol": "NT1"}, False, ("SMB3", "auto", "ntlmv2-only")),
        ({"server min protocol": "SMB2_10"}, False, ("SMB3", "auto", "ntlmv2-only")),
        ({"server signing": "required"}, False, ("SMB3", "mandatory", "ntlmv2-only")),
        ({"server signing": "mandatory"}, False, ("SMB3", "mandatory", "ntlmv2-only")),
        ({"server signing": "disabled"}, False, ("SMB3", "auto", "ntlmv2-only")),
    ],
    ids=str,
)
def test_what_was_stricter_than_the_standard_stays(had: dict[str, str], required: bool, kept: tuple[str, ...]) -> None:
    assert tuple(FILTERS["network_storage_as_strict"](had, "SMB3", require_signing=required).values()) == kept


def configuration(
    shares: list[Any], steps: dict[str, str], served: tuple[dict[str, Any], ...] = (), sections: dict[str, Any] | None = None
) -> str:
    given = {
        "network_storage_workgroup": "OAK",
        "network_storage_root": "/srv/shares",
        "__network_storage_served": served,
        "__network_storage_steps": steps,
        "__network_storage_sections": sections or {},
        "__network_storage_inherited": shares,
        "__network_storage_strict": {"protocol": "SMB3", "signing": "mandatory", "ntlm": "disabled"},
    }
    text = (ROLES / "network_storage/templates/ictops.conf.j2").read_text()
    ansible = jinja2.Environment(trim_blocks=True, autoescape=False)
    ansible.filters |= {
        "dict2items": lambda pairs: [{"key": key, "value": value} for key, value in pairs.items()],
        **FILTERS,
    }
    return ansible.from_string(text).render(given)


def test_a_list_is_written_where_one_is_needed_and_nowhere_else() -> None:
    written = configuration([told({"guest ok": "Yes"}), told({}, name="Else")], {})

    assert written.count(f"valid users = {GROUP}") == written.count("valid users") == 1
    assert "[Else]" in written


def test_administrators_are_written_where_some_go_and_a_retired_share_has_none() -> None:
    shares = [told({"admin users": f"root {EVERYBODY}"})]

    assert "    admin users = root\n" in configuration(shares, {})
    assert "    admin users =\n" in configuration(shares, {"art": "read_only"})
    assert "admin users" not in configuration([told({"admin users": "root"})], {})


def test_a_share_that_was_unlisted_is_not_listed_again_when_it_becomes_read_only() -> None:
    assert "browseable" not in configuration([told({"browseable": "no"})], {"art": "read_only"})
    assert "    browseable = no\n" in configuration([told({})], {"art": "hidden"})


def test_who_is_shut_out_of_a_share_by_name_stays_so_when_the_standard_takes_it_over() -> None:
    served = tuple({"name": "Staff", "section": name, "read_write": "FS-Staff"} for name in ("Staff", "T Drive"))
    had = {"STAFF": {"invalid users": "bob", "hosts deny": "ALL"}, "T Drive": {"hosts deny": "10.0.0.1"}}
    own, old_name = configuration([], {}, served, had).split("[T Drive]")

    assert [line for line in own.splitlines() if "invalid users" in line or "hosts" in line] == []
    assert [line.strip() for line in old_name.splitlines() if "invalid" in line or "hosts" in line] == ["invalid users = bob"]
