"""The catalogue keeps its promises: ids, words, sources and role inputs."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from ictops.estate import Kind, Value
from ictops.estate.ids import control_id
from ictops.standard import Area, Control, Host, NotApplicable
from ictops.standard.catalogue import (
    ATTRIBUTES,
    CONTROLS,
    GIVEN,
    accounts,
    emergency,
    logons,
    places,
    printing,
    staff,
    storage,
    whiteboards,
)
from ictops.standard.catalogue.clauses import GOV_UK
from tests.probe_cases import GIVEN_READ, cases

ROLES = Path(__file__).parents[3] / "roles"
PRODUCTS = re.compile(r"(?i)\b(samba|smb|cups|apt|dpkg|active directory|ldap|linux|debian|windows|ssh|udev|btrfs|ipp)")
ATTRIBUTES_READ: Mapping[str, Value] = {"boards": ("1d6b:f00d",), **GIVEN_READ}
EACH = pytest.mark.parametrize("control", CONTROLS.values(), ids=lambda control: control.id)


def of(control: Control) -> Mapping[str, Any]:
    """Settings with which the control was recorded."""
    return next(case.settings for case in cases() if case.probe == control.probe.id)


def test_every_control_is_registered_under_its_own_id() -> None:
    assert all(control_id(name) == control.id for name, control in CONTROLS.items())


def test_the_catalogue_covers_the_four_areas_and_no_two_controls_share_an_id() -> None:
    assert {control.area for control in CONTROLS.values()} == set(Area)
    parts = (storage, printing, whiteboards, accounts, emergency, logons, staff, places)
    assert len(CONTROLS) == sum(len(part.CONTROLS) for part in parts)


@EACH
def test_a_requirement_is_one_sentence_with_must(control: Control) -> None:
    assert re.fullmatch(r"[A-Z][^.]* must [^.]*\.|No [^.]* must [^.]*\.|Nobody must [^.]*\.", control.requirement)


@EACH
def test_a_governor_reads_no_product_names(control: Control) -> None:
    assert not PRODUCTS.search(control.governor)
    assert control.governor.endswith(".")


@EACH
def test_a_change_can_be_taken_back_by_a_sentence(control: Control) -> None:
    assert re.fullmatch(r"[A-Z].*\.", control.undo)


@EACH
def test_what_it_is_evidence_towards_has_a_page_and_the_day_it_was_read(control: Control) -> None:
    assert all(clause.url.startswith((GOV_UK, "https://www.ncsc.gov.uk/")) for clause in control.evidence_towards)
    assert all(clause.read_on.year == 2026 for clause in control.evidence_towards)


def test_only_how_printing_goes_and_what_no_probe_sees_are_evidence_towards_nothing() -> None:
    nothing = {"PRN.CLOSED.1v1", "PRN.COLOUR.1v1", "PRN.DUPLEX.1v1", "PRN.DUPLEX.2v1", "PRN.MONO.1v1", "PRN.SCAN.1v1"}

    assert {c.id for c in CONTROLS.values() if not c.evidence_towards} == nothing


def test_an_attribute_is_read_on_every_kind_of_host_whose_controls_need_it() -> None:
    for control in CONTROLS.values():
        for name in control.needs:
            assert control.kinds <= (GIVEN[name] if name in GIVEN else ATTRIBUTES[name].kinds)


@EACH
def test_controls_of_one_probe_ask_the_same_of_the_same_settings(control: Control) -> None:
    scripts = {other.probe.command(of(control)) for other in CONTROLS.values() if other.probe.id == control.probe.id}

    assert len(scripts) == 1


@EACH
def test_what_is_intended_does_not_depend_on_the_order_it_is_written_in(control: Control) -> None:
    settings = of(control)
    turned = {name: list(reversed(value)) if isinstance(value, list) else value for name, value in settings.items()}

    intended = [control.intend(Host(settings=each, attributes=ATTRIBUTES_READ)) for each in (settings, turned)]
    assert intended[0] == intended[1]


def _defaults(role: str) -> dict[str, Any]:
    return dict(YAML(typ="safe").load(ROLES / role / "defaults" / "main.yml") or {})


def _intended(control: Control, host: Host) -> Value:
    try:
        return control.intend(host)
    except NotApplicable as reason:
        return f"not applicable: {reason}"


@EACH
def test_a_setting_left_out_is_taken_as_the_roles_own_default(control: Control) -> None:
    settings = of(control)
    defaults = {name: value for name, value in _defaults(control.role).items() if value is not None}
    attributes = ATTRIBUTES_READ
    without = {name: value for name, value in settings.items() if name not in defaults}

    told = _intended(control, Host(settings={**defaults, **without}, attributes=attributes))
    assert told == _intended(control, Host(settings=without, attributes=attributes))
    assert control.probe.command({**defaults, **without}) == control.probe.command(without)


@pytest.mark.parametrize(
    ("control", "settings", "attributes"),
    [
        ("STO.SIGN.1v1", {"network_storage_require_signing": False}, {}),
        ("STO.QUOTA.1v1", {"network_storage_shares": [{"name": "A", "read_write": "G"}]}, {}),
        ("PRN.DUPLEX.1v1", {"print_queues_duplex": False}, {}),
        ("PRN.DUPLEX.2v1", {"print_queues_duplex": False, "print_queues_colour_groups": ["prn-colour"]}, {}),
        ("PRN.DUPLEX.2v1", {"print_queues_colour_groups": []}, {}),
        ("PRN.MONO.1v1", {"print_queues_mono": False}, {}),
        ("PRN.PLACE.1v1", {"print_queues_location": "\n"}, {"audited_place": ""}),
        ("ACC.PSO.1v1", {"accounts_password_policies": []}, {}),
        ("ACC.MEMBERS.1v1", {"accounts_directory_groups": [{"name": "A", "unit": "B"}]}, {}),
        ("ACC.STRANGERS.1v1", {"accounts_directory_groups": [{"name": "A", "unit": "B"}]}, {}),
        ("ACC.EXACT.1v1", {"accounts_directory_groups": [{"name": "A", "unit": "B", "members": ["C"]}]}, {}),
        *((f"ACC.{name}.1v1", {}, {}) for name in ("PSOLENGTH", "PSOLOCK", "PSOTIME", "PSOHISTORY")),
        ("ACC.PSOHISTORY.1v1", {"accounts_password_policies": [{"name": "A", "length": 12}]}, {}),
        ("ACC.BREAKGLASS.1v1", {"accounts_break_glass": []}, {}),
        ("ACC.LOCALGLASS.1v1", {}, {}),
        ("ACC.SUFFIX.1v1", {}, {}),
        ("ACC.KEYLESS.1v1", {"accounts_handover_keys": []}, {}),
        ("ACC.STAFF.1v1", {"accounts_handover_keys": []}, {"staff": ()}),
        ("ACC.LEAVERS.1v1", {}, {"staff_at_most": ()}),
        ("ACC.ONE.1v1", {}, {"staff": ()}),
        ("ACC.PLACE.1v1", {}, {"staff_places": ()}),
        ("WBD.DRIVER.1v1", {"whiteboards_catalogue": [{"usb": "1d6b:f00d", "driver": "yes"}]}, {"boards": ("046d:c31c",)}),
        ("WBD.DRIVER.1v1", {"whiteboards_catalogue": [{"usb": "1d6b:f00d", "driver": "no"}]}, {"boards": ("1d6b:f00d",)}),
        ("WBD.FALLBACK.1v1", {"whiteboards_catalogue": [{"usb": "1d6b:f00d", "driver": "no"}]}, {"boards": ("1d6b:f00d",)}),
        ("WBD.FALLBACK.1v1", {"whiteboards_fallback": "openboard", "whiteboards_catalogue": []}, {"boards": ("1d6b:f00d",)}),
        (
            "WBD.FALLBACK.1v1",
            {
                "whiteboards_fallback": "openboard",
                "whiteboards_catalogue": [{"usb": "1d6b:f00d", "driver": "required", "package": "pen", "version": "1"}],
            },
            {"boards": ("1d6b:f00d",)},
        ),
    ],
)
def test_what_the_standard_does_not_ask_for_is_not_applicable(
    control: str, settings: dict[str, Any], attributes: dict[str, Any]
) -> None:
    with pytest.raises(NotApplicable):
        CONTROLS[control].intend(Host(settings=settings, attributes=attributes))


def test_only_a_machines_own_accounts_are_asked_about_everywhere() -> None:
    everywhere = {Kind.DIRECTORY, Kind.FILE_SERVER, Kind.PRINT_SERVER, Kind.CLASSROOM_PC}

    asked = {"ACC.LOCAL.1v1", "ACC.LOCALOTHERS.1v1", "ACC.LOCALADMINS.1v1", "ACC.LOCALGLASS.1v1"}
    assert {c.id for c in CONTROLS.values() if c.kinds == everywhere} == asked
