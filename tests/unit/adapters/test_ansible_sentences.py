"""What SSH and hosts say, as sentences. The texts are what OpenSSH 9.2 and ansible-core 2.21 print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictops.adapters.ansible_sentences import LONGEST, not_reached, shown, task_failed
from ictops.apply import HostEnd

SSH = 'Task failed: Data could not be sent to remote host "10.0.0.1". Make sure this host can be reached over ssh: '


@pytest.mark.parametrize(
    ("said", "end", "words"),
    [
        (
            "@@@\r\n@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @\r\nHost key verification failed.",
            HostEnd.FAILED,
            "another host key",
        ),
        (
            "No ED25519 host key is known for pc1 and you have requested strict checking.\r\nHost key verification failed.",
            HostEnd.FAILED,
            "not in the school's known_hosts",
        ),
        ("ansible@10.0.0.1: Permission denied (publickey).", HostEnd.FAILED, "wrong credential"),
        ("ssh: connect to host 10.0.0.1 port 22: Connection timed out", HostEnd.UNREACHABLE, "did not answer in time"),
        ("ssh: connect to host 10.0.0.1 port 22: Connection refused", HostEnd.UNREACHABLE, "refused the connection"),
        ("ssh: connect to host 10.0.0.1 port 22: No route to host", HostEnd.UNREACHABLE, "no way to its address"),
        ("ssh: Could not resolve hostname pc1: Name or service not known", HostEnd.UNREACHABLE, "no way to its address"),
        ("Connection reset by 10.0.0.1 port 22", HostEnd.UNREACHABLE, "the connection broke"),
        ("something new", HostEnd.UNREACHABLE, "something new"),
    ],
)
def test_each_way_of_not_being_reached_has_its_own_words(said: str, end: HostEnd, words: str) -> None:
    ended, sentence = not_reached(SSH + said)

    assert ended is end
    assert words in sentence
    assert sentence.endswith(".")


def test_a_changed_key_is_never_called_unreachable() -> None:
    assert not_reached("Host key for pc1 has changed and you have requested strict checking.")[0] is HostEnd.FAILED


@pytest.mark.parametrize(
    "said", ["{'desc': 'Invalid credentials'}", "ldap_bind: Invalid credentials (49)", "INVALID_CREDENTIALS"]
)
def test_a_wrong_directory_password_is_told_as_that(said: str) -> None:
    assert "refused the password" in task_failed("Bind", said, hidden=False)


def test_a_task_that_failed_without_a_word_still_has_a_sentence() -> None:
    assert task_failed("Make it", "", hidden=False) == "Make it: it failed without a word. Put that right and run again."


@given(st.text())
def test_what_is_shown_is_bounded_and_holds_no_control_or_invisible_character(text: str) -> None:
    line = shown(text * 50)

    assert len(line) <= LONGEST + len(" … (cut)")
    assert line.isprintable()
    assert "\n" not in line
