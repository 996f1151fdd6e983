"""One account for whoever teaches at two schools: made from two staff lists, opened from an envelope, good at both servers."""

from __future__ import annotations

import pytest

from tests.flow.story import Q_FS, STEPS, T_FS, Story

pytestmark = pytest.mark.lab


def test_everybody_on_the_lists_has_one_account_and_nobody_two(story: Story) -> None:
    checked = {one["change"]["control"]: one for one in story.phases[STEPS[0]].applied.json["verification"]["checked"]}

    assert checked["ACC.STAFF.1v1"]["met"]
    assert len(checked["ACC.STAFF.1v1"]["read"]) == 17


def test_the_teacher_of_two_schools_has_one_account_and_stands_in_one_envelope(story: Story) -> None:
    newcomer = story.newcomer
    named = [row for rows in newcomer.envelopes.values() for row in rows if row["logon"] == newcomer.logon]

    assert newcomer.accounts.count("sAMAccountName: ") == 1
    assert (len(named), newcomer.logon) == (1, "b.okell")


def test_the_initial_password_opens_the_account_once_and_must_be_changed(story: Story) -> None:
    assert story.newcomer.first_sign_in.fine, story.newcomer.first_sign_in.text
    assert not story.newcomer.initial_again


def test_one_teacher_leaves_a_file_on_the_servers_of_both_schools(story: Story) -> None:
    assert {server: seen.fine for server, seen in story.newcomer.wrote.items()} == {Q_FS: True, T_FS: True}, (
        story.newcomer.wrote
    )


def test_no_initial_password_is_in_anything_that_ictops_wrote(story: Story) -> None:
    initial = [row["initial_password"] for rows in story.newcomer.envelopes.values() for row in rows]
    written = b"".join(path.read_bytes() for path in story.trust.rglob("*") if path.is_file())
    said = "".join(told.out + told.err for phase in story.phases.values() for told in (phase.applied, phase.rehearsed))

    assert len(initial) > 15
    assert [one for one in initial if one.encode() in written or one in said] == []
