"""What passes as an address, and what is refused with its reason."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictops.estate import Untrusted
from ictops.inventory.addresses import NotUsable, shown, usable_address


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("10.99.11.10", "10.99.11.10"),
        ("  10.99.11.10 ", "10.99.11.10"),
        ("QHS-FS01", "qhs-fs01"),
        ("dc1.Brackenfold.test", "dc1.brackenfold.test"),
        ("2001:DB8::0:1", "2001:db8::1"),
        ("::ffff:10.99.11.10", "10.99.11.10"),
        ("1st-floor.test", "1st-floor.test"),
    ],
)
def test_an_address_comes_out_in_its_one_spelling(said: str, address: str) -> None:
    assert usable_address(Untrusted(said)).text == address


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("-oProxyCommand=touch /tmp/x", "option of a command"),
        ("--", "option of a command"),
        ("127.0.0.1", "the machine that asks"),
        ("127.9", "read as a number"),
        ("2130706433", "read as a number"),
        ("0x7f000001", "read as a number"),
        ("127.0.0.0x1", "read as a number"),
        ("10.99.11.010", "read as a number"),
        ("1.10", "read as a number"),
        ("localhost", "the machine that asks"),
        ("a.localhost", "the machine that asks"),
        ("::1", "the machine that asks"),
        ("::ffff:127.0.0.1", "the machine that asks"),
        ("0.0.0.0", "one machine"),
        ("::", "one machine"),
        ("224.0.0.251", "one machine"),
        ("255.255.255.255", "one machine"),
        ("169.254.3.4", "one machine"),
        ("fe80::1%$(touch x)", "network card"),
        ("fe80::1", "one machine"),
        ("10.99.11.10/24", "neither"),
        ("10.99.11.10:631", "neither"),
        ("10.99.11.10,10.99.11.11", "neither"),
        ("user@host", "neither"),
        ("a b", "neither"),
        ("a_b", "neither"),
        ("host.", "neither"),
        ("host\n", "neither"),
        ("-", "option"),
        ("host-", "neither"),
        ("", "neither"),
        ("h\u00f6st", "neither"),
        ("\u0661\u0660.0.0.1", "neither"),
        ("{{ lookup('pipe','id') }}", "neither"),
        ("pc[1:9]", "neither"),
        ("all,!x", "neither"),
        ("a" * 64, "neither"),
        (".".join(["a" * 60] * 5), "neither"),
    ],
)
def test_an_unusable_address_is_refused_with_the_reason(said: str, reason: str) -> None:
    with pytest.raises(NotUsable, match=reason):
        usable_address(Untrusted(said))


@given(st.text() | st.from_regex(r"[-0-9a-fA-FxX.:%\[\]]*", fullmatch=True))
def test_what_passes_is_harmless_text_that_means_one_other_machine(said: str) -> None:
    try:
        address = usable_address(Untrusted(said)).text
    except NotUsable:
        return

    assert set(address) <= set("abcdefghijklmnopqrstuvwxyz0123456789.-:")
    assert not address.startswith(("-", "."))
    assert usable_address(Untrusted(address)).text == address
    if ":" in address:
        assert not ipaddress.ip_address(address).is_loopback


def test_someone_elses_text_is_quoted_escaped_and_cut_in_our_sentences() -> None:
    assert shown(Untrusted("a\x1b[2J\u202e")) == "'a\\x1b[2J\\u202e'"
    assert len(shown(Untrusted("x" * 5000))) < 70
