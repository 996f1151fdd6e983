"""The modules of the role accounts against a directory that refuses: who leaves is closed first, and nobody's name is said."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from ansible.module_utils.common import parameters

from tests.roles.readme_table import ROLES

BASE = "DC=oaktrust,DC=example"
GUID = bytes(range(16))


class Denied(Exception):
    """As python-ldap raises it."""


class Quiet(Denied):
    """What a directory says when something is so already."""


LDAP = SimpleNamespace(
    LDAPError=Denied, MOD_REPLACE="replace", MOD_ADD="add", MOD_DELETE="delete", SCOPE_BASE=0,
    TYPE_OR_VALUE_EXISTS=Quiet, ALREADY_EXISTS=Quiet, NO_SUCH_ATTRIBUTE=Quiet, UNWILLING_TO_PERFORM=Quiet,
    modlist=SimpleNamespace(addModlist=lambda given: given), dn=SimpleNamespace(explode_dn=lambda dn: dn.split(",")),
)  # fmt: skip


class Directory:
    """A connection that remembers what it was asked, and refuses whatever names one of the wrong people."""

    def __init__(self, *wrong: str) -> None:
        self.wrong, self.done = wrong, list[str]()

    def note(self, what: str, dn: str, more: Any = "") -> None:
        if bad := next((name for name in self.wrong if name in dn or name in str(more)), ""):
            info = f"00002071: entry 'CN={bad},OU=Staff,{BASE}' (CN={bad} Jones,OU=Staff,{BASE}) is not for '{bad}'"
            raise Denied({"desc": "Constraint violation", "info": info})
        self.done.append(f"{what} {dn.split(',', maxsplit=1)[0]}")

    def add_s(self, dn: str, attributes: Mapping[str, Any]) -> None:
        self.note("add", dn, attributes)

    def modify_s(self, dn: str, changes: list[Any]) -> None:
        self.note(changes[0][0], dn, changes)

    def rename_s(self, dn: str, *_: Any, **__: Any) -> None:
        self.note("move", dn)

    def search_s(self, dn: str, *_: Any, **__: Any) -> list[Any]:
        return [(dn, {"objectGUID": [GUID]})]


def _module(name: str, path: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, ROLES / "accounts" / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The role's modules, loaded as the host loads them."""
    for part in ("accounts_ldap", "accounts_handover"):
        name = f"ansible.module_utils.{part}"
        monkeypatch.setitem(sys.modules, name, _module(name, f"module_utils/{part}.py"))
    spoken = sys.modules["ansible.module_utils.accounts_ldap"]
    monkeypatch.setattr(spoken, "ldap", LDAP)
    return SimpleNamespace(staff=_module("accounts_staff", "library/accounts_staff.py"), ldap=spoken)


def dn(logon: str) -> str:
    return f"CN={logon},OU=Staff,{BASE}"


def closed(logon: str) -> dict[str, Any]:
    return {"do": "set", "dn": dn(logon), "attributes": {"userAccountControl": "514"}}


def asked(**more: Any) -> dict[str, Any]:
    one = {"given_name": "Ada", "family_name": "Inventa", "school": "oak"}
    joiners = [
        {**one, "key": "st-j1", "logon": "bad", "dn": dn("bad"), "attributes": {}},
        {**one, "key": "st-j2", "logon": "good", "dn": dn("good"), "attributes": {}},
    ]
    group = {"do": "add_values", "dn": f"CN=oak-Staff,{BASE}", "attributes": {"member": [dn("bad"), dn("good")]}}
    given = {"joiners": joiners, "returning": [], "leaving": [closed("left")], "changes": [group], "folder": "/x", "run": "r"}
    return {
        **given,
        "people": {dn("left").lower(): "st-l1", dn("mover").lower(): "st-m1"},
        "certificates": {"oak": "x"},
        **more,
    }


def applied(modules: SimpleNamespace, directory: Directory, given: dict[str, Any], envelope: str = "") -> str:
    """What is said at the end; nothing where all went well."""

    def handed_over(*_: Any) -> str:
        if envelope:
            raise ValueError(envelope)
        return "/x/oak-r.cms"

    modules.staff.connected, modules.staff.handed_over = lambda _: directory, handed_over
    try:
        modules.staff.bring(given, None)
    except modules.ldap.Refused as refused:
        return str(refused)
    return ""


def test_whoever_leaves_is_closed_first_even_when_a_joiner_is_refused(modules: SimpleNamespace) -> None:
    directory = Directory("bad")
    said = applied(modules, directory, asked())

    assert directory.done == ["replace CN=left", "add CN=good", "add CN=oak-Staff"]
    assert said.startswith("st-j1: Constraint violation")
    assert "st-j2" not in said


def test_whoever_could_not_be_opened_is_not_enabled_without_a_new_password(modules: SimpleNamespace) -> None:
    back = {"key": "st-b1", "given_name": "B", "family_name": "C", "school": "oak", "logon": "back", "dn": dn("back")}
    opened = {"do": "set", "dn": dn("back"), "attributes": {"userAccountControl": "512"}}
    directory = Directory()
    said = applied(modules, directory, asked(returning=[back], changes=[opened]), envelope="openssl could not encrypt")

    assert directory.done == ["replace CN=left"]
    assert said == "st-b1, st-j1, st-j2: openssl could not encrypt"


def test_one_member_whom_the_directory_refuses_keeps_no_other_out(modules: SimpleNamespace) -> None:
    group = {"do": "drop_values", "dn": f"CN=oak-Staff,{BASE}", "attributes": {"member": [dn("mover"), dn("other")]}}
    directory = Directory("mover")
    said = applied(modules, directory, asked(joiners=[], changes=[group]))

    assert directory.done == ["replace CN=left", "delete CN=oak-Staff"]
    assert said.startswith("st-m1: ")


def test_no_name_is_in_what_is_said(modules: SimpleNamespace) -> None:
    directory = Directory("Jane Smith")
    changes = [closed("Jane Smith"), {"do": "move", "dn": dn("Jane Smith"), "to": BASE}]
    said = applied(modules, directory, asked(joiners=[], changes=changes, people={}))

    assert "00010203-0405-0607-0809-0a0b0c0d0e0f" in said or "03020100-0504-0706-0809-0a0b0c0d0e0f" in said
    assert "00002071" in said
    assert not {"Jane", "Smith", "Jones", "OU=Staff"} & {
        word for word in ("Jane", "Smith", "Jones", "OU=Staff") if word in said
    }


def test_a_group_or_unit_is_said_by_its_name(modules: SimpleNamespace) -> None:
    group = {"do": "add", "dn": f"CN=FS-oak,OU=Groups,{BASE}", "attributes": {"objectClass": ["top", "group"]}}
    with pytest.raises(modules.ldap.Refused, match=r"add CN=FS-oak,OU=Groups,DC=oaktrust,DC=example: Constraint"):
        modules.ldap.applied(Directory("FS-oak"), group)


def test_the_keys_of_whoever_is_refused_are_not_blotted_out(modules: SimpleNamespace) -> None:
    """What a module is given with no_log, Ansible takes out of whatever the module says; the task hides the call instead."""
    person = {"key": "st-1001", "dn": dn("a.inventa")}
    given = {"joiners": [person], "returning": [person], "changes": [], "leaving": [], "people": {person["dn"]: "st-1001"}}
    hidden = parameters._list_no_log_values(modules.staff.OPTIONS, {**given, "bind_pw": "a-canary"})
    said = parameters.remove_values({"msg": "st-1001: Constraint violation; a-canary"}, hidden)

    assert said == {"msg": "st-1001: Constraint violation; ********"}
