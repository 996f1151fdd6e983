"""Reading what smbtorture printed: no test may get lost between two shares."""

from __future__ import annotations

from tests.molecule.smb2.suites import answers, doubtful, failing, told, worse

PLAIN = """\
smbtorture 4.22.11
time: 2026-02-12 10:00:00.000000
test: smb2.create.gentest
time: 2026-02-12 10:00:00.100000
success: smb2.create.gentest
test: smb2.create.blob
failure: smb2.create.blob [
../../source4/torture/smb2/create.c:470: status was
NT_STATUS_OK [0x0], expected
success: smb2.create.unsaid
]
test: smb2.create.aclfile
skip: smb2.create.aclfile [
needs a privilege
]
"""
CLEAN = answers(PLAIN)


def changed(before: str, after: str) -> list[str]:
    assert before in PLAIN
    return list(worse(answers(PLAIN.replace(before, after)), CLEAN))


def test_each_test_is_read_with_its_reason() -> None:
    assert {name: word for name, (word, _) in CLEAN.items()} == {
        "smb2.create.gentest": "success",
        "smb2.create.blob": "failure",
        "smb2.create.aclfile": "skip",
    }
    assert CLEAN["smb2.create.aclfile"][1] == "needs a privilege"
    assert failing(CLEAN) == {"smb2.create.blob"}


def test_what_fails_on_both_shares_is_no_difference() -> None:
    assert list(worse(CLEAN, CLEAN)) == []


def test_what_fails_on_ours_alone_is_named_with_its_reason() -> None:
    found = changed("success: smb2.create.gentest\n", "error: smb2.create.gentest [\nno answer\n]\n")

    assert found == ["smb2.create.gentest: error: no answer"]


def test_a_test_that_ours_never_reached_counts_as_failing() -> None:
    assert changed("success: smb2.create.gentest\n", "") == ["smb2.create.gentest: lost: it ran on the plain share only"]


def test_what_fails_on_the_plain_share_alone_is_told_and_is_no_fault() -> None:
    ours = answers(PLAIN.replace("failure:", "success:"))

    assert list(worse(ours, CLEAN)) == []
    assert "only on the plain share: smb2.create.blob" in told(ours, CLEAN)


def test_what_fails_on_ours_alone_or_never_ran_there_is_asked_again() -> None:
    ours = answers(PLAIN.replace("success: smb2.create.gentest\n", "").replace("skip:", "error:"))

    assert doubtful(ours, CLEAN) == ["smb2.create.aclfile", "smb2.create.gentest"]
    assert doubtful(CLEAN, CLEAN) == []
