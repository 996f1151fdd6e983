"""A trust's folder with something wrong in it: every fault at once, each with its file and line."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from ictops.adapters.role_specs import read_role_specs
from ictops.adapters.trust_folder import find_trust, read_trust
from ictops.errors import BadInput
from ictops.standard.catalogue import CONTROLS

ROOT = Path(__file__).parents[3]
ROLES = read_role_specs(ROOT / "roles")

type Spoil = Callable[..., tuple[str, ...]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "trust"
    shutil.copytree(ROOT / "inventories" / "example-trust", copy, ignore=shutil.ignore_patterns("audits", "schools", ".ictops"))
    return copy


def faults(folder: Path) -> list[str]:
    with pytest.raises(BadInput) as refused:
        read_trust(folder, roles=ROLES, controls=CONTROLS)
    assert refused.value.exit_number == 2
    return [str(fault) for fault in refused.value.faults]


def replace(path: Path, old: str, new: str) -> int:
    """Replace one text, and give the number of the line it stood on."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def test_the_example_trust_is_sound(folder: Path) -> None:
    read = read_trust(folder, roles=ROLES, controls=CONTROLS)

    assert [school.id for school in read.file.schools] == ["central", "quillford", "tansybeck", "mothwick"]
    assert {role.role for role in read.standard.roles} == {"accounts", "network_storage", "print_queues", "whiteboards"}


def test_a_missing_trust_yml_says_so(folder: Path) -> None:
    (folder / "trust.yml").unlink()

    assert faults(folder)[0].startswith("trust.yml: there is no such file. Write it")


def test_broken_yaml_names_its_line(folder: Path) -> None:
    line = replace(folder / "trust.yml", "  user: ansible", "  user: [ansible")
    (fault,) = faults(folder)

    assert fault.startswith("trust.yml, line ")
    assert "is not YAML" in fault
    assert abs(int(fault.split("line ")[1].split(":")[0]) - line) <= 1


@pytest.mark.parametrize("content", ["", "- a\n- b\n", "just words\n", "\x00\x01", "a: 1\na: 2\n"])
def test_a_trust_yml_that_is_something_else_is_refused(folder: Path, content: str) -> None:
    (folder / "trust.yml").write_text(content, encoding="utf-8")

    assert faults(folder)[0].startswith("trust.yml")


def test_text_that_is_not_utf_8_is_named(folder: Path) -> None:
    (folder / "trust.yml").write_bytes(b"name: caf\xe9\n")

    assert faults(folder) == ["trust.yml: byte 9 is not UTF-8. Save the file as UTF-8."]


def test_an_unknown_key_names_the_one_that_was_probably_meant(folder: Path) -> None:
    line = replace(folder / "trust.yml", "limits:", "limit:")

    assert faults(folder) == [f"trust.yml, line {line}: limit is not a key that is known here. Did you mean limits?."]


def test_a_school_id_used_twice_names_both_lines(folder: Path) -> None:
    line = replace(folder / "trust.yml", "id: tansybeck", "id: quillford")
    first = (folder / "trust.yml").read_text(encoding="utf-8").splitlines().index("  - id: quillford") + 1
    found = faults(folder)

    assert f"trust.yml, line {line}: school id quillford is used twice. It stands first at trust.yml, line {first};" in found[0]


@pytest.mark.parametrize("bad", ["NO", "all", "../../etc", "a b", "é", "com1", ""])
def test_a_school_id_that_is_no_id_is_refused(folder: Path, bad: str) -> None:
    replace(folder / "trust.yml", "id: mothwick", f"id: '{bad}'")

    assert any("schools.3.id" in fault for fault in faults(folder))


def test_a_standard_that_names_an_unknown_role_variable_names_its_line(folder: Path) -> None:
    line = replace(folder / "standard" / "print.yml", "print_queues_duplex: true", "print_queues_duplx: true")
    (fault,) = faults(folder)

    assert fault.startswith(
        f"standard/print.yml, line {line}: no role declares print_queues_duplx. Did you mean print_queues_duplex?"
    )


def test_a_value_of_the_wrong_kind_names_its_line(folder: Path) -> None:
    line = replace(folder / "standard" / "storage.yml", "quota_mib: 32", "quota_mib: 5 GB ish")

    assert any(fault.startswith(f"standard/storage.yml, line {line}: ") for fault in faults(folder))


def test_a_secret_in_the_standard_is_refused(folder: Path) -> None:
    replace(folder / "standard" / "accounts.yml", "accounts_lockout_attempts: 10", "accounts_directory_password: hunter2")
    found = faults(folder)

    assert any("is a secret, which no standard may hold" in fault for fault in found)
    assert not any("hunter2" in fault for fault in found)


def test_a_share_whose_group_nobody_makes_is_refused(folder: Path) -> None:
    replace(folder / "standard" / "accounts.yml", "FS-mothwick-SLT-RW, unit", "FS-mothwick-Slt-RW, unit")

    assert any("group FS-mothwick-SLT-RW is named by a share" in fault for fault in faults(folder))


def test_an_exception_for_an_unknown_control_or_school_is_refused(folder: Path) -> None:
    replace(folder / "exceptions.yml", "PRN.MONO.1v1", "PRN.MONO.9v9")
    replace(folder / "exceptions.yml", "school: mothwick", "school: mothwik")
    found = faults(folder)

    assert any("PRN.MONO.9v9 is no control of the catalogue" in fault for fault in found)
    assert any("mothwik is no school of trust.yml" in fault and "mothwick" in fault for fault in found)


def test_instead_for_one_device_is_refused_since_it_would_change_the_whole_school(folder: Path) -> None:
    replace(folder / "exceptions.yml", "    school: tansybeck", "    school: tansybeck\n    device: tansybeck-print-32b9d4")
    line = replace(folder / "exceptions.yml", "    instead:", "    instead:")

    assert faults(folder) == [
        f"exceptions.yml, line {line}: instead would change every host of tansybeck, and the exception is for "
        "tansybeck-print-32b9d4 alone. Name the whole school, or leave instead out."
    ]


def test_instead_may_only_set_inputs_of_the_controls_own_role(folder: Path) -> None:
    line = replace(
        folder / "exceptions.yml", "instead: {print_queues_mono: false}", "instead: {network_storage_min_protocol: SMB3}"
    )
    (fault,) = faults(folder)

    assert fault.startswith(f"exceptions.yml, line {line}: no role declares network_storage_min_protocol")


def test_a_second_file_of_one_role_is_refused(folder: Path) -> None:
    text = (folder / "standard" / "print.yml").read_text(encoding="utf-8")
    (folder / "standard" / "printing.yml").write_text(text, encoding="utf-8")
    line = text.splitlines().index("role: print_queues") + 1

    assert faults(folder) == [
        f"standard/printing.yml, line {line}: the role print_queues has standard/print.yml already. Put both into one file."
    ]


def test_a_standard_of_a_version_we_do_not_know_is_refused(folder: Path) -> None:
    line = replace(folder / "standard" / "print.yml", "version: 1", "version: 2")
    (fault,) = faults(folder)

    assert fault.startswith(f"standard/print.yml, line {line}: version: version 2 is not known; this ictops reads version 1.")


def test_a_phase_that_waits_for_none_is_refused(folder: Path) -> None:
    replace(folder / "trust.yml", "central/accounts", "centrall/accounts")

    assert any("centrall/accounts is no phase" in fault for fault in faults(folder))


@pytest.mark.parametrize(("name", "why"), [("../outside.pem", "lies outside"), ("keys/absent.pem", "cannot be read")])
def test_a_named_file_must_lie_in_the_folder(folder: Path, name: str, why: str) -> None:
    (folder.parent / "outside.pem").write_text("text", encoding="utf-8")
    replace(folder / "standard" / "accounts.yml", "keys/directory-ca.pem", name)

    assert any(why in fault for fault in faults(folder))


def test_a_private_key_in_the_folder_is_refused(folder: Path) -> None:
    (folder / "keys" / "directory-ca.pem").write_text("-----BEGIN PRIVATE KEY-----\n", encoding="utf-8")

    assert any("private keys never lie here" in fault for fault in faults(folder))


def test_the_faults_of_all_files_come_together(folder: Path) -> None:
    replace(folder / "trust.yml", "limits:", "limit:")
    replace(folder / "standard" / "print.yml", "print_queues_mono", "print_queues_mon")
    replace(folder / "standard" / "storage.yml", "role: network_storage", "role: network_storeage")
    replace(folder / "exceptions.yml", "until: 2027-03-31", "until: soon")
    files = {fault.split(",")[0].split(":")[0] for fault in faults(folder)}

    assert files == {"trust.yml", "standard/print.yml", "standard/storage.yml", "exceptions.yml"}


def test_the_nearest_trust_upwards_is_found_and_its_absence_told(folder: Path) -> None:
    assert find_trust(folder / "standard") == folder
    with pytest.raises(BadInput, match=r"--trust DIR"):
        find_trust(folder.parent)


def test_without_its_keys_a_standard_keeps_all_other_settings(tmp_path: Path) -> None:
    shutil.copytree(
        ROOT / "inventories" / "example-trust", tmp_path / "trust", ignore=shutil.ignore_patterns(".ictops", "audits")
    )
    whole = read_trust(tmp_path / "trust", roles=ROLES, controls=CONTROLS, keys=False)
    shutil.rmtree(tmp_path / "trust" / "keys")
    read = read_trust(tmp_path / "trust", roles=ROLES, controls=CONTROLS, keys=False)
    (accounts,) = [role for role in read.standard.roles if role.role == "accounts"]
    (before,) = [role for role in whole.standard.roles if role.role == "accounts"]
    dropped = {kind: set(before.kinds[kind]) - set(accounts.kinds[kind]) for kind in before.kinds}

    assert whole.without_keys == ()
    assert len(read.without_keys) == 5
    assert accounts.settings == before.settings
    assert set.union(*dropped.values()) == {"accounts_directory_ca", "accounts_handover_keys"}
