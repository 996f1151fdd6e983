"""Our PowerShell modules parse, call only what is listed, take what they document, keep check mode, and start no script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.roles.readme_table import ROLES, loaded
from tests.windows.powershell import listed, parsed, script_faults
from tests.windows.specs import documented

MODULES = sorted(ROLES.glob("*/library/*.ps1"))
OPTION = re.compile(r"^        (\w+) = @\{ type = '(\w+)'(.*?) \}$", re.MULTILINE)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_parses_and_calls_only_what_is_listed(path: Path) -> None:
    assert list(script_faults(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_module_takes_what_its_documentation_says_no_more_and_no_less(path: Path) -> None:
    said = documented([path.stem])[path.stem]
    taken = {name: (kind, rest) for name, kind, rest in OPTION.findall(path.read_text(encoding="utf-8"))}

    assert taken.keys() == said.keys()
    for name, (kind, rest) in taken.items():
        assert kind == said[name].get("type", "str"), name
        assert ("required = $true" in rest) == bool(said[name].get("required")), name
        assert re.findall(r"'(\w+)'", rest.partition("choices = ")[2]) == [str(one) for one in said[name].get("choices", [])], (
            name
        )


def test_every_listed_cmdlet_is_called_somewhere_and_has_its_page() -> None:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in MODULES)

    assert sorted(name for name in listed()["cmdlets"] if name not in scripts) == []
    assert all(re.fullmatch(r"[a-z.]+/[a-z-]+\?view=\S+", entry["source"]) for entry in listed()["cmdlets"].values())


BREACHES = (
    ("Get-Printer -Nmae $x", "gives Get-Printer the parameter nmae"),
    ("Get-Secret -Name $x", "calls Get-Secret, which the list does not have"),
    ("$s = @{ Naem = 1 }\nSet-Printer @s", "the parameter naem"),
    ("$s = @{ Name = 1 }\n$s.Colour = 1\nSet-Printer @s", "the parameter colour"),
    ("Set-Printer @elsewhere", "the parameter @elsewhere"),
    ("Get-Printer | ForEach-Object { Remove-PrinterPort -Name $_.Name }", "calls Remove-PrinterPort"),
    ("if ($x { Get-Printer }", "not PowerShell"),
    ("$c = 'Get-Printer'\n& $c", "runs what a value names"),
    ("Set-Printer -Name $x", "writes in check mode too"),
    ("$folder.SetAccessControl($acl)", "writes in check mode too"),
    ("if ($module.CheckMode) { Set-Printer -Name $x }", "writes in check mode too"),
    ("Invoke-Expression $x", "builds or starts a script"),
    ("[ScriptBlock]::Create($x)", "builds or starts a script"),
    ("[System.Net.WebClient]::new()", "uses the type System.Net.WebClient"),
    ("function Get-It { param([string]$Path) }\nGet-It -Paht $x", "gives Get-It the parameter paht"),
    ("\n" * 130, "lines longer than"),
)


@pytest.mark.parametrize(("script", "fault"), BREACHES, ids=[fault for _, fault in BREACHES])
def test_a_breach_is_named(script: str, fault: str) -> None:
    assert [one for one in script_faults(script) if fault in one], list(script_faults(script))


def test_the_grammar_reads_every_module_to_its_end() -> None:
    for path in MODULES:
        tree = parsed(path.read_text(encoding="utf-8"))
        assert tree.end_byte == path.stat().st_size, path.name


def test_the_list_says_when_and_where_it_was_read() -> None:
    found = loaded(Path(__file__).with_name("cmdlets.yaml"))

    assert found["reference"].startswith("https://learn.microsoft.com/")
    assert str(found["read_on"]) >= "2026-01-01"
