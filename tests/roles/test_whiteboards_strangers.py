"""Role and reading find the same strangers among USB devices: the same descriptions go to the filter and to the probe."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from ictops.standard.catalogue.boards import PROBE, unknown
from tests.roles.plugins import filters
from tests.roles.readme_table import ROLES

SHIPPED: Mapping[str, Any] = YAML(typ="safe").load(ROLES / "whiteboards/vars/catalogue.yml")
CATALOGUE = [{"usb": "1d6b:f00d", "maker": "Example", "driver": "no"}]
BOARDS = (
    "whiteboard", "White_Board", "WHITE-BOARD", "Interactive_Projector", "Touch_Panel", "touchdisplay", "touch-panel",
    "SMART_Board", "SmartBoard_800", "Active-Panel", "ActivePanel_9", "Classroom\\x20White\\x20Board\\x20whiteboard",
)  # fmt: skip
OTHERS = (
    "Keyboard",
    "Whit_Board",
    "White__Board",
    "Touch_Screen",
    "touch",
    "Smart_Card",
    "Activboard",
    "Inter_active",
    "Panel",
    "",
)


def device(usb: str, *more: str) -> str:
    vendor, model = usb.split(":")
    lines = ("SUBSYSTEM=usb", "DEVTYPE=usb_device", f"ID_VENDOR_ID={vendor}", f"ID_MODEL_ID={model}", *more)
    return "P: /devices/x\n" + "".join(f"E: {line}\n" for line in lines)


def told(udev: str, tmp_path: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the role and what the reading call unknown boards."""
    (tmp_path / "udev").write_text(udev)
    (tmp_path / "udevadm").write_text(f"#!/bin/sh\ncat {tmp_path}/udev\n")
    (tmp_path / "udevadm").chmod(0o755)
    surroundings: dict[str, Any] = {"env": {"PATH": f"{tmp_path}:/usr/bin:/bin"}, "timeout": 60}
    script = PROBE.command({"whiteboards_catalogue": CATALOGUE})
    done = subprocess.run(["sh"], input=script, capture_output=True, text=True, check=False, **surroundings)
    rows, makers = SHIPPED["__whiteboards_known"], SHIPPED["__whiteboards_makers"]
    role = filters("whiteboards")["whiteboards_boards"](udev, CATALOGUE, rows, makers)
    return tuple(role["unknown"]), unknown(done.stdout)


@pytest.mark.parametrize("word", ["ID_MODEL", "ID_MODEL_FROM_DATABASE", "ID_MODEL_ENC"])
def test_both_know_a_board_by_what_it_is_called(word: str, tmp_path: Path) -> None:
    boards = {f"0abc:{number:04x}": name for number, name in enumerate(BOARDS)}
    others = {f"0abd:{number:04x}": name for number, name in enumerate(OTHERS)}
    udev = "\n".join(device(usb, f"{word}={name}") for usb, name in (boards | others).items())

    assert told(udev, tmp_path) == (tuple(boards), tuple(boards))
    assert on_windows(boards | others) == list(boards)


def on_windows(names: Mapping[str, str]) -> list[str]:
    """What the role calls unknown boards on a PC with Windows, which names its devices in words."""
    said = [{"id": f"USB\\VID_{usb[:4]}&PID_{usb[5:]}\\1", "name": name} for usb, name in names.items()]
    pc = {"devices": said, "monitors": [], "products": []}
    rows, makers = SHIPPED["__whiteboards_known"], SHIPPED["__whiteboards_makers"]
    return list(filters("whiteboards")["whiteboards_windows_boards"](pc, CATALOGUE, rows, makers)["unknown"])


def test_both_tell_of_a_stranger_beside_a_board_that_is_known(tmp_path: Path) -> None:
    udev = "\n".join([device("1d6b:f00d"), device("0abc:0001", "ID_MODEL=whiteboard"), device("1d6b:beef")])

    assert told(udev, tmp_path) == (("0abc:0001", "1d6b:beef"),) * 2


def test_both_know_a_board_by_its_maker_and_no_hub_and_nothing_that_is_in_the_catalogue(tmp_path: Path) -> None:
    makers = [f"{maker}:fffe" for maker in SHIPPED["__whiteboards_makers"]]
    strangers = (*makers, "1d6b:beef")
    hubs = [device(usb.replace("fffe", "fffd"), "TYPE=9/0/1", "ID_MODEL=whiteboard") for usb in makers]
    udev = "\n".join([*map(device, strangers), *hubs, device("04f2:0001", "ID_SERIAL=whiteboard")])

    assert told(udev, tmp_path) == (tuple(sorted(strangers)), tuple(sorted(strangers)))
    named = dict.fromkeys(strangers, "USB device") | dict.fromkeys(
        (usb.replace("fffe", "fffd") for usb in makers), "Generic USB Hub"
    )
    assert on_windows(named | {"04f2:0001": "Keyboard", "1d6b:f00d": "whiteboard"}) == sorted(strangers)


def test_a_board_that_ships_in_the_catalogue_and_that_the_trust_has_not_named_is_told_on_windows_too() -> None:
    assert on_windows({"0611:0009": "Sensor", "04f2:0001": "Keyboard"}) == ["0611:0009"]


@pytest.mark.parametrize(("product", "usb"), [("d48/9/100", "0d48:0009"), ("8d3/1234/0", "08d3:1234"), ("4f2/1/0", "")])
def test_both_take_the_kernels_word_for_a_device_that_udev_has_no_ids_for(product: str, usb: str, tmp_path: Path) -> None:
    udev = f"P: /devices/x\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\nE: PRODUCT={product}\n"
    found = (usb,) if usb else ()

    assert told(udev, tmp_path) == (found, found)
