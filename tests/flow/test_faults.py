"""What can go wrong between us and a host: each told in a sentence with the host and what to do, and nothing lost."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.flow.ictops_command import Command
from tests.flow.story import Story, tell_trust

pytestmark = pytest.mark.lab


@pytest.fixture
def spoilt(story: Story, ictops: Command, tmp_path: Path) -> Command:
    """A copy of the story's trust as it stands at the end, free to be spoilt."""
    shutil.copytree(story.trust, tmp_path / "copy")
    return replace(ictops, trust=tmp_path / "copy")


def host_of(spoilt: Command, school: str, kind: str) -> str:
    hosts = json.loads((spoilt.trust / "schools" / school / "hosts.json").read_text(encoding="utf-8"))
    return str(min(hosts["all"]["children"][kind]["hosts"]))


def test_a_changed_host_key_is_its_own_state_and_the_other_hosts_are_read(spoilt: Command) -> None:
    known_hosts = spoilt.trust / "known_hosts" / "tansybeck"
    one, other = host_of(spoilt, "tansybeck", "file_servers"), host_of(spoilt, "tansybeck", "print_servers")
    lines = [line for line in known_hosts.read_text(encoding="utf-8").splitlines() if not line.startswith(f"{one} ")]
    swapped = [line.replace(other, one, 1) for line in lines if line.startswith(f"{other} ")]
    known_hosts.write_text("\n".join([*lines, *swapped]) + "\n", encoding="utf-8")
    said = spoilt("drift", "tansybeck", "--json", ends_with=1)

    assert {host: why["why"] for host, why in said.json["not_read"].items()} == {one: "changed host key"}
    assert said.json["hosts"] == 3


def test_a_host_whose_key_nobody_recorded_is_not_trusted_on_first_use(spoilt: Command) -> None:
    known_hosts = spoilt.trust / "known_hosts" / "central"
    known_hosts.write_text("", encoding="utf-8")
    said = spoilt("drift", "central", ends_with=1)

    assert f"{host_of(spoilt, 'central', 'directories')}: unknown host key" in said.err
    assert known_hosts.read_text(encoding="utf-8") == ""


def test_a_key_the_hosts_do_not_know_is_told_apart_from_an_absent_host(spoilt: Command, tmp_path: Path) -> None:
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / "other")], check=True)
    stranger = replace(spoilt, environment={**spoilt.environment, "ICTOPS_SSH_KEY": str(tmp_path / "other")})
    said = stranger("drift", "central", "--json", ends_with=1)

    assert {why["why"] for why in said.json["not_read"].values()} == {"wrong credential"}


def test_a_host_that_is_gone_is_unreachable_unknown_and_no_drift(spoilt: Command) -> None:
    lab("stop", "t-print")
    try:
        said = spoilt("drift", "tansybeck", "--json", ends_with=1)
        gone = host_of(spoilt, "tansybeck", "print_servers")
        findings = spoilt("gaps", "tansybeck", "--json").json["findings"]
    finally:
        lab("start", "t-print")

    assert {host: why["why"] for host, why in said.json["not_read"].items()} == {gone: "unreachable"}
    assert said.json["drift"] == []
    assert {one["verdict"] for one in findings if one["device"] == gone} == {3}


def test_a_wrong_directory_password_fails_the_host_with_a_sentence_and_changes_nothing(spoilt: Command) -> None:
    drift = [sys.executable, "tests/lab/lab.py", "drift", "lockout"]
    subprocess.run(drift, check=True, cwd=Path(__file__).parents[2], capture_output=True)
    spoilt("drift", "central", ends_with=3)
    digest = spoilt("plan", "central", "accounts", "--json", ends_with=0).json["digest"]
    spoilt("approve", digest, "--by", "A. Example", "--why", "a test", ends_with=0)
    wrong = replace(spoilt, environment={**spoilt.environment, "ICTOPS_DIRECTORY_PASSWORD": "not-the-password"})
    said = wrong("apply", digest, "--for-real", "--json", ends_with=1)
    (result,) = said.json["run"]["results"]

    assert result["end"] == "failed"
    assert "password" in result["says"]
    assert not any(one["met"] for one in said.json["verification"]["checked"])
    assert "not-the-password" not in said.out + said.err
    assert spoilt("apply", digest, "--for-real", "--json", ends_with=0).json["went_well"]


def test_a_plan_made_before_the_host_changed_is_refused(spoilt: Command) -> None:
    plan = spoilt("plan", "quillford", "print", "--json", ends_with=0).json
    spoilt("approve", plan["digest"], "--by", "A. Example", "--why", "a test", ends_with=0)
    clients_change = "lpadmin -p FollowMe -o sides-default=two-sided-short-edge -o Duplex=DuplexTumble"
    lab("exec", "q-print", clients_change)
    try:
        said = spoilt("apply", plan["digest"], "--for-real", ends_with=4)
    finally:
        lab("exec", "q-print", "lpadmin -p FollowMe -o sides-default=one-sided -o Duplex=None")

    assert "is not as it was when plan" in said.err


def lab(what: str, host: str, command: str = "") -> None:
    """Stop or start a host's SSH service as if its cable were pulled, or run a command in it by hand."""
    words = command or f"systemctl {what} ssh"
    subprocess.run(
        [sys.executable, "tests/lab/lab.py", "exec", host, "--", "sh", "-c", words],
        cwd=Path(__file__).parents[2], check=True, capture_output=True, timeout=60,
    )  # fmt: skip


def test_the_inventory_of_the_lab_was_known_to_the_lab(story: Story) -> None:
    tell_trust(story.trust)
    keys = {path.name: path.read_text(encoding="utf-8") for path in (story.trust / "known_hosts").iterdir()}

    assert all(host_of_line.startswith(school) for school, text in keys.items() for host_of_line in text.splitlines())
