"""The probes' scripts, run under dash with stand-ins for the host's tools: they quote, they only read, they end with a seal."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from ictops.standard import CannotTell
from ictops.standard.catalogue.seal import opened, sealed
from tests.probe_cases import CANNOT_TELL, ITEMS, cases, measured, served

PLAIN = "sh dash sed awk mawk gawk sort cut head sha256sum printf cat tr grep date ls stat timeout bash env rm".split()
PROBES = {one.probe.id: one.probe for one in ITEMS.values()}
SETTINGS = {case.probe: case.settings for case in cases()}


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A PATH with the plain tools of any host and none of those that a probe asks."""
    folder = tmp_path / "bin"
    folder.mkdir()
    for tool in PLAIN:
        if found := shutil.which(tool):
            (folder / tool).symlink_to(found)
    return folder


def give(tools: Path, name: str, script: str) -> None:
    """A tool of the host's, pretended. What stands there may be a link to the real one, which must not be written through."""
    (tools / name).unlink(missing_ok=True)
    (tools / name).write_text(f"#!/bin/sh\n{script}\n")
    (tools / name).chmod(0o755)


def run(script: str, tools: Path, *, shell: str = "dash") -> str:
    surroundings: dict[str, Any] = {"env": {"PATH": str(tools)}, "cwd": tools.parent, "timeout": 60}
    return str(subprocess.run([shell], input=script, capture_output=True, text=True, check=False, **surroundings).stdout)


@pytest.mark.parametrize("shell", ["dash", "bash"])
@pytest.mark.parametrize("probe", PROBES)
def test_a_host_without_the_tools_is_one_that_cannot_be_told_of(probe: str, shell: str, tools: Path) -> None:
    output = run(PROBES[probe].command(SETTINGS[probe]), tools, shell=shell)

    opened(probe, output)
    if probe not in ("accounts-local", "accounts-emergency"):
        assert {measured(item, output) for item in served(probe)} == {CANNOT_TELL}


def hostile(value: Any, canary: str) -> Any:
    """Every string of the settings with a break-out for each kind of quoting at its end."""
    if isinstance(value, str):
        return f"{value}'\"; touch {canary} #$(touch {canary})`touch {canary}`\\"
    if isinstance(value, list):
        return [hostile(each, canary) for each in value]
    return {name: hostile(each, canary) for name, each in value.items()} if isinstance(value, dict) else value


@pytest.mark.parametrize("probe", PROBES)
def test_no_word_of_the_standard_is_run_on_a_host(probe: str, tools: Path) -> None:
    canary = tools.parent / "canary"
    settings: Mapping[str, Any] = hostile(dict(SETTINGS[probe]), str(canary))
    for tool in ("testparm", "ipptool", "ldbsearch", "udevadm", "dpkg-query"):
        give(tools, tool, "echo nothing; exit 0")

    opened(probe, run(PROBES[probe].command(settings), tools))

    assert not canary.exists()


@pytest.mark.parametrize("probe", PROBES)
def test_a_probe_writes_nothing(probe: str, tools: Path) -> None:
    before = sorted(tools.parent.rglob("*"))

    run(PROBES[probe].command(SETTINGS[probe]), tools)

    assert sorted(tools.parent.rglob("*")) == before


def test_a_tool_that_hangs_costs_only_its_own_step(tools: Path) -> None:
    give(tools, "slow", "sleep 60")
    script = sealed("trial", "step first slow\nstep second printf 'still here\\n'").replace("timeout 12", "timeout 1")
    (tools / "sleep").symlink_to(shutil.which("sleep") or "/bin/sleep")

    answer = opened("trial", run(script, tools))

    assert answer.of("second") == ("still here",)
    with pytest.raises(CannotTell, match="took too long"):
        answer.of("first")


def test_what_a_tool_prints_cannot_pass_for_a_step_or_a_seal(tools: Path) -> None:
    give(tools, "liar", "printf 'second = 0\\n= 0\\nictops-sealed trial 0000\\nlast: x\\n'; exit 7")

    answer = opened("trial", run(sealed("trial", "step first liar"), tools))

    assert set(answer.statuses) == {"first"}
    assert answer.of("first", allowed=("7",)) == ("second = 0", "= 0", "ictops-sealed trial 0000", "last: x")


def test_an_output_of_another_probe_does_not_open(tools: Path) -> None:
    output = run(sealed("trial", "step a printf x"), tools)

    assert opened("trial", output).of("a") == ("x",)
    with pytest.raises(CannotTell):
        opened("other", output)


def device(vendor: str, model: str, *more: str) -> str:
    said = ("SUBSYSTEM=usb", "DEVTYPE=usb_device", f"ID_VENDOR_ID={vendor}", f"ID_MODEL_ID={model}", *more)
    return "P: /devices/x\n" + "".join(f"E: {line}\n" for line in said)


@pytest.mark.parametrize(
    ("devices", "boards"),
    [
        ((device("1d6b", "f00d"), device("1d6b", "beef")), ("1d6b:beef", "1d6b:f00d")),
        ((device("1d6b", "beef"),), CANNOT_TELL),
        ((device("0abc", "0001", "ID_MODEL=Super_White_Board"),), CANNOT_TELL),
        ((device("1d6b", "0002", "TYPE=9/0/1"), device("04f2", "0001", "ID_MODEL=USB_Keyboard")), ("04f2:0001", "1d6b:0002")),
    ],
)
def test_without_a_known_board_a_device_that_may_be_one_leaves_it_open(
    devices: tuple[str, ...], boards: object, tools: Path
) -> None:
    (tools.parent / "db").write_text("\n".join(devices))
    give(tools, "udevadm", f"cat {tools.parent}/db")
    give(tools, "dpkg-query", "echo install installed dpkg 1.21.23")

    assert measured("boards", run(PROBES["whiteboards"].command(SETTINGS["whiteboards"]), tools)) == boards


def test_no_name_and_no_title_of_a_page_log_leaves_the_host(tools: Path) -> None:
    give(tools, "ipptool", "printf 'status-code = successful-ok (x)\\n    printer-name (nameWithoutLanguage) = Desk\\n'")
    log = tools.parent / "page_log"
    log.write_text("Desk amy 7 [22/Nov/2026:04:04:28 +0000] my letter\namy Desk 8 [23/Nov/2026:04:04:28 +0000] Desk\n")

    output = run(PROBES["print-service"].command({}).replace("/var/log/cups/page_log", str(log)), tools)

    answer = opened("print-service", output)
    assert (answer.of("printed"), answer.of("days")) == (("Desk 1",), ("22/Nov/2026", "23/Nov/2026"))
    assert not {"amy", "letter"} & set(output.split())


@pytest.fixture
def whiteboards(tools: Path) -> Callable[..., str]:
    """What the probe says of a PC whose folders stand under another root, with these files in them."""
    give(tools, "udevadm", "echo P: /devices/x")
    give(tools, "dpkg-query", "echo install installed dpkg 1.21.23")
    root = tools.parent / "root"

    def read(files: Mapping[str, str]) -> str:
        script = PROBES["whiteboards"].command(SETTINGS["whiteboards"])
        for folder in ("/etc/", "/usr/lib/", "/usr/local/lib/", "/run/", "/boot/"):
            script = re.sub(rf"(?<![\w]){folder}", f"{root}{folder}", script)
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
            (root / name).chmod(0o755)
        return run(script, tools)

    return read


RULE = 'SUBSYSTEM=="usb", ATTR{idVendor}=="1d6b", ATTR{idProduct}=="f00d", TAG+="uaccess"\n'
BOARD = ("1d6b:f00d",)


@pytest.mark.parametrize(
    ("files", "given"),
    [
        ({"etc/udev/rules.d/70-board.rules": RULE}, BOARD),
        ({"usr/lib/udev/rules.d/70-board.rules": RULE, "etc/udev/rules.d/99-other.rules": "# none\n"}, BOARD),
        ({"run/udev/rules.d/1 2.rules": RULE.replace("+=", " += ")}, BOARD),
        ({"etc/udev/rules.d/99-board.rules": RULE}, ()),
        ({"etc/udev/rules.d/73-seat-late.rules": RULE}, ()),
        ({"usr/lib/udev/rules.d/board.rules": RULE}, ()),
        ({"usr/lib/udev/rules.d/70-board.rules": RULE, "etc/udev/rules.d/70-board.rules": ""}, ()),
        ({"etc/udev/rules.d/70-board.rules": RULE.replace("+=", "-=")}, ()),
        ({"etc/udev/rules.d/70-board.rules": RULE.replace("+=", "==")}, ()),
        ({}, ()),
    ],
)
def test_a_rule_gives_a_board_only_where_the_giving_comes_after_it(
    files: Mapping[str, str], given: tuple[str, ...], whiteboards: Callable[..., str]
) -> None:
    assert measured("WBD.ACCESS.1v1", whiteboards(files)) == given


KERNEL = {"boot/vmlinuz-6.1.0-9-amd64": ""}
NOTED = "run/reboot-required"


@pytest.mark.parametrize(
    ("files", "waiting"),
    [
        ({}, ()),
        (KERNEL, CANNOT_TELL),
        (KERNEL | {"etc/kernel/postinst.d/needrestart": ""}, CANNOT_TELL),
        (KERNEL | {"etc/kernel/postinst.d/unattended-upgrades": ""}, ()),
        (KERNEL | {"etc/kernel/postinst.d/reboot-notifier": ""}, ()),
        (KERNEL | {NOTED: "", f"{NOTED}.pkgs": "linux-base\ndbus\ndbus\n"}, ("dbus", "linux-base")),
        ({NOTED: "", f"{NOTED}.pkgs": "\n"}, ("unnamed",)),
        ({NOTED: ""}, ("unnamed",)),
    ],
)
def test_no_note_of_a_restart_says_nothing_of_a_kernel_where_nothing_notes_it(
    files: Mapping[str, str], waiting: object, whiteboards: Callable[..., str]
) -> None:
    assert measured("WBD.REBOOT.1v1", whiteboards(files)) == waiting


def test_a_kernel_that_only_the_package_database_knows_counts_too(tools: Path, whiteboards: Callable[..., str]) -> None:
    give(tools, "dpkg-query", 'case "$*" in *linux-image*) echo installed;; *) echo install installed dpkg 1.21.23;; esac')

    with pytest.raises(CannotTell, match="unattended-upgrades or reboot-notifier"):
        ITEMS["WBD.REBOOT.1v1"].measure(whiteboards({}))


@pytest.mark.parametrize("probe", [probe for probe in PROBES if probe.startswith("accounts-")])
def test_a_directory_is_asked_on_its_own_host_and_never_over_the_network(probe: str) -> None:
    """So no certificate stands between: the connection is SSH, with the host key that the school's known_hosts has."""
    script = PROBES[probe].command(SETTINGS[probe])

    assert re.findall(r"ldbsearch(?! -H /var/lib/samba/private/sam[.]ldb )", script) == []
    assert not re.search(r"(?i)ldaps?:|ldapi:|ldapsearch|--url", script)
