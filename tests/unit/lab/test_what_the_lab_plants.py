"""The lab's data: hosts, mess, marks."""

from __future__ import annotations

import subprocess

import pytest

from tests.lab import agenda, drift, mess, status
from tests.lab.containers import Container
from tests.lab.hosts import BY_SHORT, HOSTS, Host, Kind
from tests.lab.places import HERE

MARKS = dict.fromkeys((str(kind) for kind in Kind), "image")


def standing(host: Host, mark: str) -> Container:
    return Container(id="1", short=host.short, state="running", home="", mark=mark)


def test_addresses_and_names_are_used_once_and_there_are_at_most_twelve_hosts() -> None:
    assert len({host.address for host in HOSTS}) == len({host.name for host in HOSTS}) == len(HOSTS) <= 12


def test_facts_with_quotes_and_line_breaks_reach_the_shell_unchanged() -> None:
    awkward = 'it\'s "$HOME"\n`id`'
    script = mess.script({"LAB_FACT": awkward}, 'printf %s "$LAB_FACT"')

    said = subprocess.run(["bash", "-c", 'eval "$(cat)"'], input=script, capture_output=True, text=True, check=True).stdout

    assert said == awkward


def test_only_the_directory_and_its_members_are_told_its_password() -> None:
    knowing = {
        host.kind
        for host in HOSTS
        if "s3cret" in mess.told(host, public_key="", directory_password="s3cret", people="").values()
    }

    assert knowing == {Kind.DIRECTORY, Kind.FILES}


def test_a_mark_changes_with_the_image_and_not_with_the_day() -> None:
    host = BY_SHORT["q-print"]

    assert agenda.mark(host, "a", "key") == agenda.mark(host, "a", "key") != agenda.mark(host, "b", "key")


def test_an_empty_machine_has_every_host_to_make() -> None:
    made = agenda.draw_up({}, MARKS, "key")

    assert made.stale == {host.short for host in HOSTS}


def test_a_host_whose_mark_is_old_is_made_again() -> None:
    there = {host.short: standing(host, "of last year") for host in HOSTS}

    assert "q-pc12" in agenda.draw_up(there, MARKS, "key").stale


def test_every_drift_has_its_script_and_a_host() -> None:
    scripts = {path.stem for path in (HERE / "drifts").glob("*.sh")}

    assert scripts == set(drift.DRIFTS)
    assert {entry.host for entry in drift.DRIFTS.values()} <= set(BY_SHORT)


@pytest.mark.parametrize(
    ("said", "mib"),
    [("31.5MB / 25GB", 30), ("1.2GB / 25GB", 1144), ("900kB / 25GB", 1), ("-- / --", None), ("", None)],
)
def test_memory_is_read_as_podman_prints_it(said: str, mib: int | None) -> None:
    assert status.memory_mib(f'[{{"mem_usage": "{said}"}}]') == mib


def test_memory_that_podman_does_not_tell_is_unknown() -> None:
    assert status.memory_mib("[]") is None
