"""The set-up chooses, counts and explains rightly; what it installs is tried by every fresh clone, not here."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.setup_machine import BROKEN, NEW, OLD, PARTS, REPOSITORY, Machine, program


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_a_python_on_path_comes_before_pyenvs(machine: Machine) -> None:
    chosen = machine.command("python3.12", NEW)
    machine.pyenv("3.13.0")

    assert machine.run("find_python").stdout == f"{chosen}\n"


def test_a_shim_that_does_not_run_is_passed_over(machine: Machine) -> None:
    machine.command("python3.13", BROKEN)
    chosen = machine.pyenv("3.12.1")

    assert machine.run("find_python").stdout == f"{chosen}\n"


def test_the_newest_of_pyenvs_versions_is_chosen_by_number_not_by_letter(machine: Machine) -> None:
    machine.pyenv("3.9.18", OLD)
    machine.pyenv("3.12.9")
    chosen = machine.pyenv("3.12.10")

    assert machine.run("find_python").stdout == f"{chosen}\n"


@pytest.mark.parametrize("root", ["elsewhere", "else where"])
def test_pyenvs_own_root_is_heeded(machine: Machine, root: str) -> None:
    chosen = program(machine.folder / root / "versions/3.13.0/bin/python3", NEW)

    assert machine.run(f'PYENV_ROOT="{machine.folder}/{root}"; find_python').stdout == f"{chosen}\n"


def test_under_sudo_the_pyenv_of_the_person_who_asked_is_found(machine: Machine) -> None:
    chosen = program(machine.folder / "people/sam/.pyenv/versions/3.13.0/bin/python3", NEW)

    assert machine.run("SUDO_USER=sam; find_python").stdout == f"{chosen}\n"


def test_a_machine_without_a_new_enough_python_gets_no_answer_and_no_error(machine: Machine) -> None:
    answer = machine.run("find_python")

    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


def test_the_running_python_counts_as_new_enough_and_an_old_one_does_not(machine: Machine) -> None:
    new = machine.run(f'is_new_enough "{sys.executable}"')
    old = machine.run(f'is_new_enough "{program(machine.folder / "old", OLD)}"')

    assert (new.returncode, old.returncode) == (0, 1)


def test_a_uv_that_does_not_run_is_passed_over(machine: Machine) -> None:
    machine.command("uv", BROKEN)
    program(machine.folder / ".tools/uv/bin/uv", NEW)

    assert machine.run("find_uv").stdout == ".tools/uv/bin/uv\n"


def test_only_missing_packages_are_installed_and_the_lists_fetched_once(machine: Machine) -> None:
    machine.dpkg("podman")
    machine.command("id", "echo 0")
    machine.run('ensure_packages "the lab" podman runc; ensure_packages "more" smbclient podman')
    calls = machine.asked_of_apt().splitlines()

    assert [call.split("=120 ")[1] for call in calls] == [
        "update",
        "install --no-install-recommends runc",
        "install --no-install-recommends smbclient",
    ]


def test_nothing_is_asked_of_apt_when_all_is_there(machine: Machine) -> None:
    machine.dpkg("podman", "runc")
    answer = machine.run('ensure_packages "the lab" podman runc')

    assert (answer.returncode, answer.stderr, machine.asked_of_apt()) == (0, "", "")


def test_without_the_right_one_sentence_names_the_command_and_nothing_is_tried(machine: Machine) -> None:
    machine.dpkg("podman")
    machine.command("id", "echo 1000")
    machine.command("sudo", "exit 1")
    answer = machine.run('ensure_packages "the lab" podman runc mmdebstrap')

    assert answer.returncode == 1
    assert (
        "a person with the right to must run: sudo apt-get install --no-install-recommends mmdebstrap runc\n" in answer.stderr
    )
    assert answer.stderr.count("\n") == 1
    assert machine.asked_of_apt() == ""


def test_without_the_right_the_set_up_goes_on(machine: Machine) -> None:
    machine.dpkg()
    machine.command("id", "echo 1000")
    machine.command("sudo", "exit 1")

    assert machine.run("prepare_clients; prepare_browser; echo went on").stdout == "went on\n"


def test_another_system_is_told_what_to_install(machine: Machine) -> None:
    machine.dpkg()
    machine.os_release.write_text("ID=fedora\n")
    answer = machine.run('ensure_packages "the lab" podman')

    assert answer.returncode == 1
    assert answer.stderr == "set-up: for the lab, install by hand what Debian calls: podman (this set-up knows apt only)\n"


def test_a_failing_apt_becomes_its_own_last_words(machine: Machine) -> None:
    machine.dpkg()
    machine.command("id", "echo 0")
    machine.command("apt-get", "echo 'E: Unable to locate package runc'; echo bye; exit 100")
    answer = machine.run('ensure_packages "the lab" runc')

    assert answer.returncode == 1
    assert "apt could not install what the lab needs" in answer.stderr
    assert "it said: E: Unable to locate package runc" in answer.stderr


@pytest.mark.parametrize(
    ("user", "podman", "reason"),
    [
        ("0", "", "podman is not installed: install it with apt-get install podman"),
        ("1000", "exit 0", "the lab's network and disks need root: run sudo -v first"),
        ("0", "echo 'Error: no namespaces' >&2; exit 126", "cannot start a container here (Error: no namespaces)"),
    ],
)
def test_a_machine_that_cannot_run_containers_says_why(machine: Machine, user: str, podman: str, reason: str) -> None:
    machine.command("id", f"echo {user}")
    machine.command("sudo", "exit 1")
    if podman:
        machine.command("podman", podman)
    answer = machine.run("why_no_containers")

    assert answer.returncode == 1
    assert reason in answer.stdout
    assert answer.stdout.count("\n") == 1


@pytest.mark.parametrize("podman", ["exit 0", '[[ -n ${CONTAINERS_CONF:-} ]] && grep -q runc "$CONTAINERS_CONF"'])
def test_a_machine_that_runs_containers_with_or_without_modest_settings_has_no_excuse(machine: Machine, podman: str) -> None:
    machine.command("id", "echo 0")
    machine.command("podman", podman)
    answer = machine.run("why_no_containers")

    assert (answer.returncode, answer.stdout, answer.stderr) == (0, "", "")


def test_an_unknown_need_is_refused_with_the_known_ones() -> None:
    answer = subprocess.run(["bash", REPOSITORY / "tests/setup.sh", "everything"], text=True, capture_output=True, check=False)

    assert answer.returncode == 1
    assert '"everything" is not something to set up; say one of environment, containers' in answer.stderr


def test_make_alone_names_every_target_and_works_from_anywhere(machine: Machine) -> None:
    answer = subprocess.run(
        ["make", "--no-print-directory", "-C", REPOSITORY], cwd=machine.folder, text=True, capture_output=True, check=True
    )
    named = {line.split()[1] for line in answer.stdout.splitlines()}

    assert named == set(
        "help setup demo test molecule torture check fix lab-up lab-down lab-status bench lock docs clean".split()
    )


def test_the_locks_hold_hashes_and_no_address() -> None:
    for lock in (REPOSITORY / "requirements.lock", PARTS / "uv.lock"):
        text = lock.read_text()

        assert "--hash=sha256:" in text
        assert "://" not in text
