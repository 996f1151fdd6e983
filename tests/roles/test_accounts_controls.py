"""Each input of the role accounts that sets something has a control of what it sets; those that set nothing say why not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from ictops.standard.catalogue import CONTROLS
from tests.roles.readme_table import ROLES, loaded

MEASURED = {
    "accounts_local_allowed": "LOCAL LOCALOTHERS LOCALADMINS",
    "accounts_generic_names": "LOCAL GENERIC GENERICKEPT",
    "accounts_directory_units": "OU",
    "accounts_directory_groups.name": "GROUPS",
    "accounts_directory_groups.members": "MEMBERS STRANGERS",
    "accounts_directory_groups.exact": "EXACT",
    "accounts_password_policies.name": "PSO PSOREST",
    "accounts_password_policies.groups": "PSO PSOREST",
    "accounts_password_policies.precedence": "PSO",
    "accounts_password_policies.length": "PSOLENGTH",
    "accounts_password_policies.attempts": "PSOLOCK",
    "accounts_password_policies.minutes": "PSOTIME",
    "accounts_password_policies.history": "PSOHISTORY",
    "accounts_lockout_attempts": "LOCK",
    "accounts_lockout_minutes": "LOCKTIME",
    "accounts_password_length": "LENGTH",
    "accounts_generic_allowed.name": "GENERIC",
    "accounts_generic_allowed.until": "GENERIC",
    "accounts_admins": "ADMINS",
    "accounts_break_glass": "BREAKGLASS",
    "accounts_local_break_glass.name": "LOCALGLASS",
    "accounts_local_break_glass.ssh_key": "LOCALGLASS",
    "accounts_staff.key": "STAFF LEAVERS ONE",
    "accounts_staff.school": "PLACE",
    "accounts_staff.further_schools": "PLACE",
    "accounts_staff.post": "PLACE",
    "accounts_staff_groups.post": "PLACE",
    "accounts_staff_groups.groups": "PLACE",
    "accounts_staff_unit": "PLACE KEYLESS",
    "accounts_logon_suffix": "SUFFIX",
}
UNMEASURED = {
    "how the directory is reached": "directory_uri directory_base directory_bind_dn directory_password directory_ca",
    "what a run stops at": "local_keep_one staff_leaving_limit",
    "for whom a thing is made, not what": "staff_schools handover_keys.school handover_keys.certificate handover_folder",
    "where a new group is made; one that is there stays where it is": "directory_groups.unit",
    "for the reader": "generic_allowed.reason",
    "names are in no reading": "staff.given_name staff.family_name staff.logon staff.namesake",
    "a password: that it is the right one only whoever knows it can try": "local_break_glass_hash",
    "where the earlier state is kept": "keep_as undo",
}


def inputs(options: Mapping[str, Any], above: str = "") -> Iterator[str]:
    """Every input that holds a value, the parts of one as `input.part`."""
    for name, option in options.items():
        yield from inputs(option["options"], f"{name}.") if "options" in option else (f"{above}{name}",)


SPEC = loaded(ROLES / "accounts" / "meta" / "argument_specs.yml")["argument_specs"]["main"]["options"]


def test_every_input_is_measured_or_says_why_it_is_not() -> None:
    unmeasured = {f"accounts_{name}" for names in UNMEASURED.values() for name in names.split()}

    assert sorted(inputs(SPEC)) == sorted({*MEASURED, *unmeasured})
    assert not unmeasured & MEASURED.keys()


@pytest.mark.parametrize("name", MEASURED)
def test_what_an_input_sets_has_a_control(name: str) -> None:
    assert {f"ACC.{word}.1v1" for word in MEASURED[name].split()} <= CONTROLS.keys()


def test_every_control_of_accounts_belongs_to_an_input_or_is_of_accounts_nobody_uses() -> None:
    named = {f"ACC.{word}.1v1" for words in MEASURED.values() for word in words.split()}

    assert {name for name in CONTROLS if name.startswith("ACC.")} - named == {"ACC.STALE.1v1"}
