"""The probe of logon names, run over a directory that is made up: no name leaves it, and the forest's own words count."""

from __future__ import annotations

import base64
import shutil
import subprocess
from pathlib import Path

import pytest

from ictops.estate import Value
from ictops.standard import CannotTell
from ictops.standard.catalogue import logons
from tests.unit.standard.test_probe_scripts import give, tools

__all__ = ["tools"]
BASE = "DC=oaktrust,DC=test"


def account(number: int, logon: str, control: str = "512") -> str:
    encoded = base64.b64encode(logon.encode()).decode()
    name = f"userPrincipalName: {logon}" if logon.isascii() else f"userPrincipalName:: {encoded}"
    fields = [f"employeeID: st-aaaaaaaa{number:02}", f"userAccountControl: {control}", *([name] if logon else [])]
    return "\n".join([f"# record {number}", f"dn: CN=U {number},{BASE}", "objectClass: user", *fields])


def partitions(*suffixes: str, domains: str = "oaktrust.test") -> str:
    container = "\n".join(["dn: CN=Partitions,CN=Configuration", *(f"uPNSuffixes: {suffix}" for suffix in suffixes)])
    domain = f"dn: CN=OAKTRUST,CN=Partitions\nsystemFlags: 3\ndnsRoot: {domains}"
    schema = "dn: CN=Enterprise Schema,CN=Partitions\nsystemFlags: 1\ndnsRoot: schema.example"
    return "\n\n".join([container, domain, schema, "# returned 3 records"])


def read(tools: Path, forest: str, *accounts: str, suffix: str = "Mail.Example", ended: bool = True) -> str:
    domain = f"# record 0\ndn: {BASE}\nobjectClass: domainDNS"
    end = f"# returned {len(accounts) + 1} records\n# {len(accounts) + 1} entries\n# 0 referrals" if ended else ""
    (tools.parent / "found").write_text("\n\n".join([domain, *accounts, end]) + "\n")
    (tools.parent / "forest").write_text(forest + "\n")
    give(tools, "base64", f'exec {shutil.which("base64")} "$@"')
    said = f"echo 'configurationNamingContext: CN=Configuration,{BASE}'"
    at = tools.parent
    give(tools, "ldbsearch", f'case "$*" in *Partitions*) cat {at}/forest;; *-s\\ base*) {said};; *) cat {at}/found;; esac')
    script = logons.PROBE.command({"accounts_directory_base": BASE, "accounts_logon_suffix": suffix})
    return str(
        subprocess.run(
            [shutil.which("dash") or "sh"], input=script, capture_output=True, text=True, check=False,
            env={"PATH": str(tools)}, cwd=tools.parent, timeout=60,
        ).stdout
    )  # fmt: skip


@pytest.mark.parametrize(
    ("forest", "said"),
    [
        (partitions("other.example", "MAIL.example"), ("@mail.example",)),
        (partitions(domains="mail.example"), ("@mail.example",)),
        (partitions("mail.example.evil", "x.mail.example"), ("@mail.example is not known to the forest",)),
        (partitions().replace("schema.example", "mail.example"), ("@mail.example is not known to the forest",)),
    ],
)
def test_a_suffix_is_taken_when_it_is_listed_or_a_domain_of_the_forest(tools: Path, forest: str, said: Value) -> None:
    assert logons.suffixes(read(tools, forest)) == said


def test_whose_logon_name_ends_otherwise_is_told_by_key_and_no_name_leaves_the_host(tools: Path) -> None:
    output = read(
        tools,
        partitions("mail.example"),
        account(1, "z.okell@Mail.Example"),
        account(2, "josé.okell@mail.example"),
        account(3, "a.okell@oaktrust.test"),
        account(4, ""),
        account(5, "b.okell@mail.example.evil"),
        account(6, "c.okell@oaktrust.test", control="514"),
    )

    assert logons.suffixes(output) == ("@mail.example", "st-aaaaaaaa03", "st-aaaaaaaa04", "st-aaaaaaaa05")
    assert "okell" not in output


def test_a_search_that_did_not_end_tells_nothing(tools: Path) -> None:
    for output in (
        read(tools, partitions("mail.example"), account(1, "a@mail.example"), ended=False),
        read(tools, partitions("mail.example").replace("# returned 3 records", "")),
        read(tools, "# returned 0 records"),
    ):
        with pytest.raises(CannotTell):
            logons.suffixes(output)


def test_without_a_suffix_nothing_is_told_and_it_is_no_pass_later(tools: Path) -> None:
    assert logons.suffixes(read(tools, partitions("mail.example"), account(1, "a@mail.example"), suffix="")) == ()
