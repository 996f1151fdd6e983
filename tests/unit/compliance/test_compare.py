"""The one comparison, by example and by property."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from ictops.compliance import Verdict, compare, stands
from ictops.estate import Device, Estate, Kind, Setting, Value
from ictops.standard import Relation
from ictops.standard.intended import intended_estate
from ictops.standard.standard import Standard
from tests.builders import NOON, TODAY, control, device, estate, exemption, setting

words = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=6)
lists = st.lists(words, max_size=5, unique=True).map(lambda items: tuple(sorted(items)))
values: st.SearchStrategy[Value] = st.one_of(st.booleans(), st.integers(0, 99), words, lists)
relations = st.sampled_from(Relation)


def compared(observed: Estate, intended: Estate, **more: object) -> list[Verdict]:
    arguments = {"controls": [control()], "exemptions": (), "today": TODAY, **more}
    return [one.verdict for one in compare(observed=observed, intended=intended, **arguments)]  # type: ignore[arg-type]


def put_right(*, observed: Value, intended: Value, relation: Relation) -> Value:
    """The value nearest to the observed one that stands: what a role that keeps to the standard leaves behind."""
    match relation:
        case Relation.EQUALS:
            return intended
        case Relation.INCLUDES:
            return tuple(sorted(members(observed) | members(intended)))
        case Relation.WITHIN:
            return tuple(sorted(members(observed) & members(intended)))
        case Relation.AT_LEAST | Relation.AT_MOST:
            return intended


def members(value: Value) -> set[str]:
    return set(value) if isinstance(value, tuple) else {str(value)}


@given(values, lists, relations)
def test_putting_a_gap_right_leaves_no_gap(observed: Value, intended: Value, relation: Relation) -> None:
    righted = put_right(observed=observed, intended=intended, relation=relation)

    assert stands(observed=righted, intended=intended, relation=relation)


@given(values, relations)
def test_a_value_stands_to_itself(value: Value, relation: Relation) -> None:
    assert stands(observed=value, intended=value, relation=relation)


@given(lists, lists)
def test_within_and_includes_are_each_others_converse(one: Value, other: Value) -> None:
    within = stands(observed=one, intended=other, relation=Relation.WITHIN)
    includes = stands(observed=other, intended=one, relation=Relation.INCLUDES)

    assert within == includes


@given(values, values)
def test_equals_is_strict_about_shape(one: Value, other: Value) -> None:
    if type(one) is not type(other):
        assert not stands(observed=one, intended=other, relation=Relation.EQUALS)


@given(st.lists(st.tuples(st.sampled_from(["elm-fs-1", "elm-fs-2", "elm-fs-3"]), st.none() | values), unique_by=lambda s: s[0]))
def test_every_control_of_every_device_has_one_finding_and_silence_is_never_a_pass(
    read: list[tuple[str, Value | None]],
) -> None:
    devices = tuple(device(f"elm-fs-{number}") for number in (1, 2, 3))
    seen = tuple(_read(name, value) for name, value in read)
    asked = tuple(Setting(device=one.id, item="STO.SMB.1v1", value="SMB3") for one in devices)
    found = compare(
        observed=Estate(devices=devices, settings=seen), intended=Estate(devices=devices, settings=asked),
        controls=[control()], exemptions=(), today=TODAY,
    )  # fmt: skip

    values_read = {name for name, value in read if value is not None}
    assert [one.device for one in found] == [one.id for one in devices]
    assert all((one.verdict is Verdict.UNKNOWN) == (one.device not in values_read) for one in found)
    assert all(one.because for one in found if one.verdict is Verdict.UNKNOWN)


def _read(name: str, value: Value | None) -> Setting:
    return Setting(device=name, item="STO.SMB.1v1", value=value, because=None if value is not None else "cut off", as_of=NOON)


def test_a_reading_that_could_not_tell_keeps_its_reason() -> None:
    found = compare(
        observed=estate(setting(None, because="output cut off")), intended=estate(setting()),
        controls=[control()], exemptions=(), today=TODAY,
    )  # fmt: skip

    assert (found[0].verdict, found[0].because) == (Verdict.UNKNOWN, "output cut off")


def test_a_control_that_needs_an_unread_attribute_is_unknown_and_not_inapplicable() -> None:
    needy = control(needs=("boards",))
    observed = estate(setting("SMB3"))

    intended = intended_estate(observed, Standard(), [needy])

    assert compared(observed, intended, controls=[needy]) == [Verdict.UNKNOWN]


@given(lists, lists)
def test_an_attribute_in_doubt_makes_no_pass_and_hides_no_failure(observed: tuple[str, ...], known: tuple[str, ...]) -> None:
    needy = control(needs=("people",), relation=Relation.WITHIN, intend=lambda host: host.attributes["people"])
    at_most = setting(known, item="people", in_doubt="some may have left")
    seen = estate(setting(observed), at_most)

    (found,) = compare(
        observed=seen, intended=intended_estate(seen, Standard(), [needy]), controls=[needy], exemptions=(), today=TODAY
    )

    if set(observed) <= set(known):
        assert (found.verdict, found.because) == (Verdict.UNKNOWN, "some may have left")
    else:
        assert (found.verdict, found.because) == (Verdict.FAILS, None)


def test_a_control_the_standard_does_not_ask_here_is_not_applicable() -> None:
    intended = estate(setting(None, because="no board hangs here"))

    assert compared(estate(setting("SMB3")), intended) == [Verdict.NOT_APPLICABLE]


def test_what_is_due_at_refresh_does_not_fail_today() -> None:
    later = control(applies_when="at_refresh")

    assert compared(estate(setting("NT1")), estate(setting("SMB3")), controls=[later]) == [Verdict.NOT_APPLICABLE]
    assert compared(estate(setting("SMB3")), estate(setting("SMB3")), controls=[later]) == [Verdict.MEETS]


def test_an_exception_works_through_its_last_day_and_not_after() -> None:
    observed, intended = estate(setting("NT1")), estate(setting("SMB3"))
    exemptions = [exemption(until=TODAY)]

    assert compared(observed, intended, exemptions=exemptions) == [Verdict.EXCEPTED]
    assert compared(observed, intended, exemptions=exemptions, today=TODAY + timedelta(days=1)) == [Verdict.FAILS]


def test_an_exception_is_no_pass_and_hides_no_pass() -> None:
    assert compared(estate(setting("SMB3")), estate(setting("SMB3")), exemptions=[exemption()]) == [Verdict.MEETS]


def test_an_exception_does_not_stand_in_for_a_reading() -> None:
    unread = estate(setting(None, because="cut off"))

    assert compared(unread, estate(setting("SMB3")), exemptions=[exemption()]) == [Verdict.UNKNOWN]


def test_an_exception_of_another_school_or_device_changes_nothing() -> None:
    observed, intended = estate(setting("NT1")), estate(setting("SMB3"))

    for other in (exemption(school="oak"), exemption(device="elm-fs-2"), exemption(control="STO.SIGN.1v1")):
        assert compared(observed, intended, exemptions=[other]) == [Verdict.FAILS]


def test_controls_of_other_kinds_of_device_are_not_asked() -> None:
    printer: Device = device("elm-print-1", kind=Kind.PRINT_SERVER)

    assert compared(estate(devices=(printer,)), estate(devices=(printer,))) == []
