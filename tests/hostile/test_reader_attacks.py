"""Three thousand hostile cells on the whole way: through readers of JSON, XML and lines, into an inventory, into Ansible.

What a document cannot hold (a control character in XML, a line's end in a line) goes by the one that can: JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from ictops.adapters.inventory_files import write_school
from ictops.audit.odd import tells_a_password
from ictops.audit.values import silent
from ictops.estate import Attribute
from tests.ansible_loader import ansible
from tests.hostile.corpus import Attack, attacks
from tests.hostile.test_inventory_attacks import LOCATION, altered, executed, hosts_saying, write_unmarked
from tests.inventory_builders import MADE_FROM
from tests.unit.audit.test_sources import imported

ROWS = 3_000
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

pytestmark = pytest.mark.timeout(600)


def meraki(texts: Sequence[str]) -> bytes:
    """The devices of an organisation, each with a note."""
    own = {"model": "MR46", "productType": "wireless", "networkId": "N_1", "firmware": "wireless-29-7"}
    devices = ({"name": f"oak-ap-{at}", "serial": f"Q2AA-{at:04}-WWWW", "mac": _mac(at)} for at in range(len(texts)))
    return json.dumps([{**one, **own, "notes": text} for one, text in zip(devices, texts, strict=True)]).encode()


def nmap(texts: Sequence[str]) -> bytes:
    """A scan, each host with a name."""
    hosts = (
        f'<host><status state="up"/><address addr="10.8.{at >> 8}.{at & 255}" addrtype="ipv4"/>'
        f'<address addr="{_mac(at)}" addrtype="mac"/>'
        f"<hostnames><hostname name={_quoted(text)} type='user'/></hostnames></host>"
        for at, text in enumerate(texts)
    )
    return f'<?xml version="1.0"?><nmaprun scanner="nmap">{"".join(hosts)}</nmaprun>'.encode()


def cups(texts: Sequence[str]) -> bytes:
    """The queues of a print server, each with what it is called."""
    queues = (
        f"<Printer q{at}>\nInfo {text}\nDeviceURI ipp://10.9.{at >> 8}.{at & 255}/ipp/print\nState Idle\n</Printer>\n"
        for at, text in enumerate(texts)
    )
    return ("# Printer configuration file for CUPS v2.4.2\n" + "".join(queues)).encode()


def _mac(at: int) -> str:
    return f"02:00:5e:00:{at >> 8:02x}:{at & 255:02x}"


def _quoted(text: str) -> str:
    return quoteattr(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def by_reader(rows: Sequence[Attack]) -> dict[str, list[str]]:
    """Every text with the reader that it goes through."""
    given: dict[str, list[str]] = {"meraki": [], "nmap": [], "cups": []}
    for at, row in enumerate(rows):
        one_line = len(row.text.splitlines()) == 1 and row.text == row.text.strip() and "\x00" not in row.text
        fits = {"nmap": not _NOT_IN_XML.search(row.text), "cups": one_line, "meraki": True}
        wanted = ("cups", "nmap", "meraki")[at % 3]
        given[wanted if fits[wanted] else "meraki"].append(row.text)
    return given


READERS: dict[str, tuple[Callable[[Sequence[str]], bytes], str, Attribute]] = {
    "meraki": (meraki, "devices.json", Attribute.NOTES),
    "nmap": (nmap, "scan.xml", Attribute.NAME),
    "cups": (cups, "printers.conf", Attribute.NOTES),
}


def through(kind: str, texts: Sequence[str], folder: Path) -> list[str]:
    """What the reader makes of the texts, as the facts have it; none of those that say something may be lost."""
    make, name, attribute = READERS[kind]
    found = imported(folder / kind, name, make(texts))
    assert {one.kind for one in found.chosen} == {kind}, found.refused
    read = [fact.value.text for fact in found.facts if fact.attribute is attribute]
    saying = [text for text in texts if not silent(text) and not tells_a_password(text)]
    assert sorted(set(saying) - set(read)) == []
    return [text for text in read if text in set(saying)]


def test_hostile_rows_of_three_readers_are_text_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "marks").mkdir()
    rows = list(attacks(ROWS, tmp_path / "marks"))
    given = by_reader(rows)
    assert min(map(len, given.values())) > ROWS / 5
    texts = [text for kind, those in given.items() for text in through(kind, those, tmp_path)]
    assert len(set(texts)) > ROWS - 50
    folder = write_school(tmp_path / "schools", hosts_saying(texts), MADE_FROM).folder
    with ansible(tmp_path) as child:
        assert altered(child.seen(folder, LOCATION), texts) == []
        assert executed(rows) == 0
        child.seen(write_unmarked(tmp_path / "unmarked", hosts_saying(texts)), LOCATION)

    armed = [row for row in rows if row.executes]
    assert len(armed) > ROWS / 10
    assert executed(armed) == len(armed), "the control: without the mark they do execute"
