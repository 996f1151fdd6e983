"""Facts of hosts, Linux and Windows, gathered by `ansible -m setup`. A host that was not reached may well be there.

Facts: of Linux as ansible-core 2.21 gives them, of Windows as the source of `ansible.windows.setup` does. The environment, keys
and users of a host are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ictops.audit.sources.ansible_answers import Answer, answers, sure
from ictops.audit.sources.nouns import Basis, Profile, Reader, RowTexts, columns_of
from ictops.audit.sources.said import Said, listed, rest, table_of_said, text_at, told
from ictops.audit.tables import AuditFile, Table, Value
from ictops.audit.values import is_stand_in
from ictops.estate import Attribute

_WHY = {
    "unreachable": "not reached: that says nothing of whether it is there",
    "failed": "it was reached and gave no facts",
    "broken": "its answer is cut off or broken",
    "nothing": "no facts of a host",
}
_NOT_ITS_MAC = "mac of a dock or of software"
_OF_OTHERS = re.compile(
    r"usb|dock|bluetooth|vpn|\btap\b|virtual (ethernet|adapter|switch)|vmware|virtualbox|loopback", re.IGNORECASE
)
_OF_THE_MAKER = {
    "serial": "product_serial",
    "manufacturer": "system_vendor",
    "model": "product_name",
    "firmware": "bios_version",
}
_READ = frozenset(
    "hostname nodename product_serial chassis_asset_tag system_vendor product_name bios_version distribution"
    " distribution_version os_name os_product_type form_factor default_ipv4 interfaces date_time".split()
)


def _tables(file: AuditFile) -> tuple[Table, ...]:
    found = list(answers(file))
    return (table_of_said(map(_said, found), numbers=[one.number for one in found], columns=("host label", "outcome", "name")),)


def _said(answer: Answer) -> Iterator[Said]:
    yield Said("host label", answer.host, answer.at)
    yield Said("outcome", answer.outcome, answer.at)
    if answer.facts is None:
        return
    facts: Value = (
        {name.removeprefix("ansible_"): one for name, one in answer.facts.items()} if isinstance(answer.facts, dict) else {}
    )
    yield from _named(facts, answer)
    yield from _system(facts, answer.at)
    yield from _networks(facts, answer.at)
    yield from told(facts, "last contact", "date_time", "iso8601", base=answer.at)
    adapters = {re.sub(r"[^A-Za-z0-9]", "_", name) for name in map(text_at, listed(facts, "interfaces"))}
    yield from rest(facts, _READ | adapters, answer.at)


def _named(facts: Value, answer: Answer) -> Iterator[Said]:
    own = next((name for name in ("hostname", "nodename") if text_at(facts, name)), None)
    yield Said("name", text_at(facts, own), f"{answer.at}.{own}") if own else Said("name", answer.host, answer.at)
    for column, field in _OF_THE_MAKER.items():
        yield from told(facts, column, field, base=answer.at)
    tag = text_at(facts, "chassis_asset_tag")
    yield from told(facts, "stand-in for a tag" if is_stand_in(tag) else "asset tag", "chassis_asset_tag", base=answer.at)


def _system(facts: Value, at: str) -> Iterator[Said]:
    """Windows gives its system's whole name; of Linux the name and the version are put together."""
    windows = text_at(facts, "os_name") or text_at(facts, "os_product_type")
    name, version = text_at(facts, "distribution"), "" if windows else text_at(facts, "distribution_version")
    system = f"{name or text_at(facts, 'os_name')} {version}".strip()
    if system:
        yield Said("operating system", system, f"{at}.distribution")
    product = text_at(facts, "os_product_type").replace("_", " ")
    if product in {"domain controller", "server"}:
        yield Said("type", product, f"{at}.os_product_type")
    elif "server" in system.casefold():
        yield Said("type", system, f"{at}.distribution")
    else:
        yield from told(facts, "type", "form_factor", base=at)


def _networks(facts: Value, at: str) -> Iterator[Said]:
    """Of Linux the adapter with the default route and those on the PCI bus, of Windows those that are hardware by name."""
    yield from [*told(facts, "address", "default_ipv4", "address", base=at), *_behind_gateways(facts, at)][:1]
    macs = dict[str, Said]()
    for said in (*told(facts, "mac", "default_ipv4", "macaddress", base=at), *_adapters(facts, at)):
        macs.setdefault(said.text.casefold(), said)
    yield from macs.values()


def _adapters(facts: Value, at: str) -> Iterator[Said]:
    for number, one in enumerate(listed(facts, "interfaces")):
        if isinstance(one, dict):
            place, own = f"{at}.interfaces[{number}]", not _OF_OTHERS.search(text_at(one, "interface_name"))
            yield from told(one, "mac" if own else _NOT_ITS_MAC, "macaddress", base=place)
        else:
            name = re.sub(r"[^A-Za-z0-9]", "_", text_at(one))
            own = bool(text_at(facts, name, "pciid")) and text_at(facts, name, "type") == "ether"
            yield from told(facts, "mac" if own else _NOT_ITS_MAC, name, "macaddress", base=at)


def _behind_gateways(facts: Value, at: str) -> Iterator[Said]:
    """The addresses of a Windows host's adapters that have a gateway."""
    for number, one in enumerate(listed(facts, "interfaces")):
        if text_at(one, "default_gateway"):
            first = next(iter(listed(one, "ipv4")), None)
            yield from told(first, "address", "address", base=f"{at}.interfaces[{number}].ipv4")


def _kept_out(row: RowTexts) -> str | None:
    return _WHY.get(row.get("outcome", ""))


READER = Reader(
    kind="ansible-facts",
    title="Facts of hosts: ansible -m setup, Linux and Windows (as printed, --tree, JSON)",
    formats=("text", "json"),
    basis=Basis.FILES,
    recognise=sure,
    tables=_tables,
    profile=Profile(
        columns=columns_of(
            {
                "name": Attribute.NAME,
                "serial": Attribute.SERIAL,
                "asset tag": Attribute.TAG,
                "mac": Attribute.MAC,
                "address": Attribute.ADDRESS,
                "type": Attribute.KIND,
                "manufacturer": Attribute.MAKER,
                "model": Attribute.MODEL,
                "operating system": Attribute.SYSTEM,
                "firmware": Attribute.FIRMWARE,
                "last contact": Attribute.LAST_SEEN,
                "host label": None,
                "outcome": None,
            }
        ),
        kept_out=_kept_out,
        strict=True,
        lists=Attribute,
        device="Computer",
        mixes_people=True,
    ),
)
