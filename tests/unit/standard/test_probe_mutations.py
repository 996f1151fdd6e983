"""No damage to an output turns a failure into a pass; and no output, however odd, trips a parser."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictops.standard import CannotTell
from ictops.standard.catalogue import CONTROLS
from tests.probe_cases import CANNOT_TELL, ITEMS, Case, cases, measured, sealed, served

CASES = [case for case in cases() if set(case.values.values()) != {CANNOT_TELL}]
OUTPUTS = [case.output for case in CASES]
EACH = 200


def _cut(output: bytes, chance: random.Random) -> bytes:
    return output[: chance.randrange(len(output))]


def _cut_at_a_line(output: bytes, chance: random.Random) -> bytes:
    lines = output.splitlines(keepends=True)
    return b"".join(lines[: chance.randrange(len(lines))])


def _without_lines(output: bytes, chance: random.Random) -> bytes:
    lines = output.splitlines(keepends=True)
    lost = chance.randrange(len(lines) - 1)
    return b"".join(lines[:lost] + lines[lost + chance.randint(1, 3) :])


def _with_bytes_swapped(output: bytes, chance: random.Random) -> bytes:
    damaged = bytearray(output)
    damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def _with_lines_swapped(output: bytes, chance: random.Random) -> bytes:
    lines = output.splitlines(keepends=True)
    chance.shuffle(lines)
    return b"".join(lines)


def _with_another_head(output: bytes, chance: random.Random) -> bytes:
    other = chance.choice(OUTPUTS)
    return other[: chance.randrange(len(other))] + output[chance.randrange(len(output)) :]


def _of_another_probe(output: bytes, chance: random.Random) -> bytes:
    probe = output.rsplit(b"ictops-sealed ", 1)[1].split()[0]
    return chance.choice([other for other in OUTPUTS if f"ictops-sealed {probe.decode()} ".encode() not in other])


DAMAGE: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _cut, _cut_at_a_line, _without_lines, _with_bytes_swapped, _with_lines_swapped, _with_another_head, _of_another_probe,
)  # fmt: skip


def _damaged(case: Case) -> Iterator[str]:
    chance = random.Random(str(case))
    for damage in DAMAGE:
        for _ in range(EACH // len(DAMAGE) + 1):
            output = damage(case.output, chance)
            if output != case.output:
                yield output.decode("utf-8", "replace")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_no_damaged_output_is_read_as_anything(case: Case) -> None:
    values = {measured(item, output) for output in _damaged(case) for item in case.values}

    assert values == {CANNOT_TELL}


def test_more_than_a_thousand_damaged_outputs_were_tried() -> None:
    assert sum(1 for case in CASES for _ in _damaged(case)) > 1000


def test_without_the_seal_a_dropped_line_would_turn_a_failure_into_a_pass() -> None:
    """The control of the tests above: what they hold back does happen to an output sealed after the damage."""
    case = next(case for case in CASES if str(case) == "accounts-local/inherited")
    control = CONTROLS["ACC.LOCAL.1v1"]
    without_teacher = b"".join(line for line in case.output.splitlines(keepends=True) if b"teacher" not in line)
    body = without_teacher.decode().rpartition("ictops-sealed")[0]

    assert not case.meets(control, case.output.decode())
    assert case.meets(control, sealed("accounts-local", body))


@pytest.mark.parametrize("item", ITEMS)
def test_an_empty_output_is_never_an_answer(item: str) -> None:
    with pytest.raises(CannotTell):
        ITEMS[item].measure("")


def test_a_unit_without_its_name_cannot_be_told_of() -> None:
    case = next(case for case in CASES if str(case) == "whiteboards/waiting")
    body = case.text.rpartition("ictops-sealed")[0].replace("units: Id=board-update.timer\n", "")

    assert measured("WBD.UPDATER.1v1", sealed("whiteboards", body)) == CANNOT_TELL


@given(case=st.sampled_from(CASES), seed=st.integers(0, 2**32))
def test_a_host_that_lies_under_a_true_seal_trips_no_parser(case: Case, seed: int) -> None:
    chance = random.Random(seed)
    body = case.output.decode().rpartition("ictops-sealed")[0].encode()
    for damage in chance.choices(DAMAGE[:5], k=chance.randint(1, 3)):
        body = damage(body, chance) if body.count(b"\n") > 3 else body
    text = body.decode("utf-8", "replace")

    for item in served(case.probe):
        measured(item, sealed(case.probe, text if text.endswith("\n") else text + "\n"))


@given(case=st.sampled_from(CASES), words=st.lists(st.text(max_size=30), max_size=8), seed=st.integers(0, 2**32))
def test_odd_words_under_a_true_seal_trip_no_parser(case: Case, words: list[str], seed: int) -> None:
    chance = random.Random(seed)
    lines = case.output.decode().rpartition("ictops-sealed")[0].split("\n")
    for word in words:
        at = chance.randrange(len(lines))
        label, mark, _ = lines[at].partition(" ")
        lines[at] = label + mark + word.replace("\n", " ")

    for item in served(case.probe):
        measured(item, sealed(case.probe, "\n".join(lines)))


def test_a_unit_without_its_name_is_no_answer() -> None:
    text = next(case.text for case in CASES if str(case) == "whiteboards/converged").rpartition("ictops-sealed")[0]
    nameless = "units: \nunits: LoadState=loaded\nunits: ActiveState=active\nunits = "
    assert "\nunits = " in text

    assert measured("WBD.UPDATER.1v1", sealed("whiteboards", text.replace("units = ", nameless, 1))) == CANNOT_TELL
