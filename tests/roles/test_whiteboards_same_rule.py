"""Rules that the role whiteboards and the readings of ictops both hold: the same cases go to each, and each says the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ictops.standard import Host
from ictops.standard.catalogue import CONTROLS, boards, boards_evidence
from ictops.standard.catalogue.edid import fits
from ictops.standard.control import NotApplicable
from tests.probe_cases import sealed
from tests.roles.plugins import filters
from tests.roles.test_whiteboards_catalogue import ROWS
from tests.roles.test_whiteboards_found import edid

FILTERS = filters("whiteboards")
WINDOWS = {"path": "C:\\pen.msi", "product": "Pen", "publisher": "Example", "version": "1.1"}
PC: Mapping[str, Any] = {"devices": [], "monitors": [], "products": [], "services": [], "tasks": []}


def entry(usb: str = "1d6b:f00d", **words: Any) -> dict[str, Any]:
    return {
        "usb": usb,
        "maker": "Example",
        "driver": "required",
        "package": "pen",
        "version": "1.1",
        "windows": WINDOWS,
    } | words


def whole(**parts: str) -> str:
    """A reading's output; what is not given is there, and empty."""
    given = dict.fromkeys(("packages", "rivals"), "install installed dpkg 1.21.23") | {"devices": "seen 0"} | parts
    labels = ("devices", "kernel", "packages", "sources", "trusted", "catalogue", "screens", "access", "rivals", "units")
    numbered = [label for label in given if label not in labels]
    lines = (f"{label}: {line}\n" for label in given for line in given[label].split("\n") if given[label])
    return sealed("whiteboards", "".join([*lines, *(f"{label} = 0\n" for label in (*labels, *numbered))]))


NEEDED = (True, "required", "Required", "optional", "true", "yes", "on", "1")
NOT_NEEDED = (False, "no", "No", "false", "off", "0")


@pytest.mark.parametrize(("word", "needs"), [*((word, True) for word in NEEDED), *((word, False) for word in NOT_NEEDED)])
def test_each_takes_the_same_words_for_a_board_that_needs_a_driver(word: object, needs: bool) -> None:
    catalogue = [entry(driver=word)]
    host = Host(settings={"whiteboards_catalogue": catalogue}, attributes={"boards": ("1d6b:f00d",)})
    try:
        reading = bool(CONTROLS["WBD.DRIVER.1v1"].intend(host))
    except NotApplicable:
        reading = False

    assert reading is needs
    assert bool(FILTERS["whiteboards_wanted"](catalogue, ["1d6b:f00d"])) is needs
    assert bool(FILTERS["whiteboards_windows_needs"](PC, catalogue)) is needs


def test_a_driver_that_is_no_such_word_is_refused_on_both_systems() -> None:
    key = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n-----END PGP PUBLIC KEY BLOCK-----\n"
    wrong = [entry(driver="maybe")]

    assert "driver is 'maybe'" in FILTERS["whiteboards_faults"](wrong, "https://packages.example.org/", key)[0]
    assert "driver is 'maybe'" in FILTERS["whiteboards_windows_faults"](wrong)[0]


SECRETS = (
    "PRODUCT_KEY",
    "PIDKEY",
    "SERIALNUMBER",
    "PASSCODE",
    "ADMIN_PASSWORD",
    "LICENCE",
    "LICENSE_FILE",
    "ACTIVATION",
    "TOKEN",
)


@pytest.mark.parametrize(
    ("name", "secret"), [*((name, True) for name in SECRETS), ("INSTALL_BOARD", False), ("CR_ENABLED", False)]
)
def test_both_systems_refuse_the_same_properties_as_licence_keys(name: str, secret: bool) -> None:
    key = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDME\n-----END PGP PUBLIC KEY BLOCK-----\n"
    catalogue = [entry(windows={**WINDOWS, "properties": {name: "1"}})]

    assert bool(FILTERS["whiteboards_faults"](catalogue, "https://packages.example.org/", key)) is secret
    assert bool(FILTERS["whiteboards_windows_faults"](catalogue)) is secret


@pytest.mark.parametrize(
    ("maker", "model", "name", "same"),
    [
        ("SBI", "SMART Board 75", "SBI", True),
        ("SBI", "", "SBI", True),
        ("SBI", "SMART Board 75", "SBI SMART", True),
        ("SBI", "SMART Board 75", "SBI board", True),
        ("SBI", "Board 75", "SBI SMART", False),
        ("SBI", "", "SBI SMART", False),
        ("SBX", "SMART Board", "SBI", False),
        ("DEL", "SBI", "SBI", False),
        ("SBI", "SMART", "SBI SMART Board", False),
    ],
)
def test_each_knows_a_screen_by_the_same_words(maker: str, model: str, name: str, same: bool) -> None:
    catalogue = [entry(edid=[name])]
    pc = {**PC, "monitors": [{"maker": maker, "name": model}]}

    assert fits(f"{maker} {model}".rstrip(), name) is same
    assert bool(FILTERS["whiteboards_found"](catalogue, [], [{"maker": maker, "model": model}], {})) is same
    assert bool(FILTERS["whiteboards_windows_boards"](pc, catalogue)["known"]) is same


BOARD = entry(edid=["EXB Board"])
TWIN = entry("0aaa:0001", edid=["EXB"])
OTHER = entry("0bbb:0001", edid=["OTH"], package="cup", windows={**WINDOWS, "path": "C:\\cup.msi", "product": "Cup"})
SHIPPED = entry("0b8c:0001", package="smart")
SILENCED = entry("0b8c:0001", package="smart", edid=[])
CATALOGUE = [BOARD, TWIN, OTHER]
PEN, CUP, BOTH = ("".join(f"hold installed {name} 1.1\n" for name in names) for names in (["pen"], ["cup"], ["cup", "pen"]))


@pytest.mark.parametrize(
    ("catalogue", "attached", "screens", "dpkg", "shown"),
    [
        (CATALOGUE, ["1d6b:f00d"], [("OTH", "Desk")], CUP, []),
        (CATALOGUE, [], [("DEL", "P2419H"), ("EXB", "Board 75"), ("OTH", "Desk")], CUP, ["1d6b:f00d"]),
        (CATALOGUE, [], [("OTH", "Desk"), ("EXB", "Board 75")], PEN, ["0bbb:0001"]),
        (CATALOGUE, [], [("DEL", "P2419H")], PEN, ["1d6b:f00d"]),
        ([TWIN, BOARD], [], [("EXB", "Board 75")], "", ["0aaa:0001"]),
        ([TWIN, BOARD], [], [], PEN, ["0aaa:0001"]),
        (CATALOGUE, [], [], BOTH, ["0bbb:0001"]),
        (CATALOGUE, [], [], "deinstall config-files pen 1.1\n", []),
        ([BOARD, {**OTHER, "edid": ["EXB"]}], [], [("EXB", "Board 75")], "", []),
        ([SHIPPED], [], [("SBI", "Board")], "", ["0b8c:0001"]),
        ([SILENCED], [], [("SBI", "Board")], "", []),
    ],
)
def test_each_finds_the_same_board_by_usb_then_by_screen_then_by_driver(
    catalogue: list[dict[str, Any]], attached: list[str], screens: list[tuple[str, str]], dpkg: str, shown: list[str]
) -> None:
    blocks = [edid(maker, model) for maker, model in screens]
    output = whole(
        devices="\n".join([*(f"usb {usb}" for usb in attached), "seen 1"]),
        packages=f"install installed dpkg 1.21.23\n{dpkg}".rstrip("\n"),
        catalogue="\n".join(map(boards_evidence.as_line, catalogue)),
        screens="\n".join(blocks),
    )
    known = FILTERS["whiteboards_boards"]("", catalogue)["known"] + attached
    entries = FILTERS["whiteboards_whole"](catalogue, ROWS)
    read = FILTERS["whiteboards_screens"]("\n".join(blocks))
    role = FILTERS["whiteboards_found"](entries, known, read, FILTERS["whiteboards_installed"](dpkg))

    found = boards.boards(output)

    assert isinstance(found, tuple)
    told = [one for one in found if one not in attached]
    assert told == [f"{one['usb']} by {one['by']}" for one in role if one["by"] != "USB"]
    assert [one.partition(" ")[0] for one in told] == shown


def test_the_reading_keeps_the_catalogues_order_by_which_the_first_of_several_entries_counts() -> None:
    script = boards.PROBE.command({"whiteboards_catalogue": CATALOGUE})

    at = [script.index(boards_evidence.as_line(one)) for one in CATALOGUE]
    assert at == sorted(at)


DPKG = (
    "hold installed pen 1.1\ninstall installed cup 2:1.0-1~deb12\ninstall config-files jug 1.0\n"
    "deinstall config-files pot 1.0\nhold half-installed lid 1.0\nunknown not-installed tap \n"
)


def test_each_takes_the_same_packages_for_installed_and_for_held() -> None:
    role = FILTERS["whiteboards_installed"](DPKG)
    all_of_them = boards_evidence.as_line(entry(package="", duplicates=["cup", "jug", "lid", "pen", "pot", "tap"]))
    dpkg = f"install installed dpkg 1.21.23\n{DPKG}".rstrip("\n")
    output = whole(packages=dpkg, rivals=dpkg, devices="usb 1d6b:f00d\nseen 1", catalogue=all_of_them)

    assert boards.drivers(output) == tuple(sorted(f"{name} {is_['version']}" for name, is_ in role.items()))
    assert boards.held(output) == tuple(name for name, is_ in role.items() if is_["held"]) == ("pen",)
    assert boards_evidence.rivals(output) == tuple(sorted(role)) == ("cup", "pen")


def unit(name: str, load: str, active: str, enabled: str) -> str:
    return f"Id={name}\nLoadState={load}\nActiveState={active}\nUnitFileState={enabled}"


UNITS = (
    unit("-.mount", "loaded", "active", "generated"), unit("a.timer", "loaded", "inactive", "enabled"),
    unit("b.service", "loaded", "active", "disabled"), unit("c.service", "loaded", "inactive", "disabled"),
    unit("d.timer", "not-found", "active", "enabled"), unit("e.timer", "masked", "inactive", "masked"),
    unit("f.service", "loaded", "activating", "static"),
)  # fmt: skip


def test_each_takes_the_same_units_for_awake() -> None:
    show = "\n\n".join(UNITS)
    role = FILTERS["whiteboards_units"](show)

    named = entry(updater_units=["a.timer", "b.service", "c.service", "d.timer", "e.timer", "f.service"])
    catalogue = boards_evidence.as_line(named)
    read = boards_evidence.updaters(whole(units=show, files="", devices="usb 1d6b:f00d\nseen 1", catalogue=catalogue))

    assert read == tuple(FILTERS["whiteboards_awake"](role, sorted(set(role) - {"-.mount"}))) == ("a.timer", "b.service")


@pytest.mark.parametrize(
    ("attached", "rivals", "updaters"),
    [
        (["1d6b:f00d"], ("old-touch",), ("a.timer",)),
        (["0bbb:0001"], ("pen",), ("b.service",)),
        (["1d6b:f00d", "0bbb:0001"], ("old-touch",), ("a.timer", "b.service")),
        (["04f2:0001"], (), ()),
    ],
)
def test_each_minds_only_what_fights_with_or_updates_the_boards_that_are_there(
    attached: list[str], rivals: tuple[str, ...], updaters: tuple[str, ...]
) -> None:
    catalogue = [
        {**BOARD, "duplicates": ["cup", "old-touch"], "updater_units": ["a.timer"]},
        {**OTHER, "duplicates": ["pen"], "updater_units": ["b.service"]},
    ]
    dpkg, show = "install installed pen 1.1\ninstall installed old-touch 1", "\n\n".join(UNITS)
    there = [one for one in attached if one != "04f2:0001"]
    wanted = FILTERS["whiteboards_wanted"](catalogue, there)
    minded = [name for name in FILTERS["whiteboards_named"](catalogue, "duplicates", there) if name not in wanted]
    units = FILTERS["whiteboards_named"](catalogue, "updater_units", there)
    output = whole(
        devices="\n".join([*(f"usb {usb}" for usb in attached), "seen 1"]),
        catalogue="\n".join(map(boards_evidence.as_line, catalogue)),
        rivals=f"install installed dpkg 1\n{dpkg}",
        units=show,
        files="",
    )

    installed = FILTERS["whiteboards_installed"](dpkg)
    assert boards_evidence.rivals(output) == tuple(name for name in minded if name in installed) == rivals
    awake = FILTERS["whiteboards_awake"](FILTERS["whiteboards_units"](show), units)
    assert boards_evidence.updaters(output) == tuple(awake) == updaters


URI, RING = "https://packages.example.org/boards/", "/etc/apt/keyrings/ictops-whiteboards.asc"


@pytest.mark.parametrize(
    ("kind", "text", "sound"),
    [
        ("lines", f"deb {URI} ./", False),
        ("lines", f"deb {URI.rstrip('/')} ./", False),
        ("lines", f"  deb [arch=amd64 signed-by=/other.asc] {URI} ./", False),
        ("lines", f"deb [signed-by={RING}] {URI} ./", True),
        ("lines", f"deb [ arch=amd64 Signed-By={RING} ] {URI} ./", True),
        ("lines", f"deb [signed-by={RING} trusted=yes] {URI} ./", False),
        ("lines", f"#deb {URI} ./\ndeb {URI}other/ ./", True),
        ("stanzas", f"Types: deb\nURIs: https://x.example/ {URI}\nSuites: ./", False),
        ("stanzas", f"# deb\nTypes: deb\nURIs:\n {URI}\nSuites: ./\nSigned-By: {RING}", True),
        ("stanzas", f"Types: deb\nURIs: {URI}\nSuites: ./\nSigned-By: {RING}\nTrusted: yes", False),
        ("stanzas", f"Types: deb\nURIs: {URI}\nSuites: ./\nEnabled: no", True),
        ("stanzas", f"Types: deb\nURIs: {URI}\nSuites: ./\nSigned-By: {RING}\n\nTypes: deb\nURIs: {URI}\nSuites: ./", False),
    ],
)
def test_each_takes_the_same_entry_for_one_that_is_not_checked_with_the_key(kind: str, text: str, sound: bool) -> None:
    path = f"/etc/apt/sources.list.d/a.{'sources' if kind == 'stanzas' else 'list'}"
    grep = "".join(f"{path}:{line}\n" for line in text.split("\n"))
    read = boards.sources(whole(**{f"{kind}1": text}, key=f"1392 {RING}", trusted="1392"))
    assert isinstance(read, tuple)
    ill = {one for one in read if one.startswith(f"{URI} ") and one != f"{URI} signed"}

    assert FILTERS["whiteboards_other_sources"](grep, URI, "/ours.sources", RING) == ([] if sound else [path])
    assert bool(ill) is not sound
