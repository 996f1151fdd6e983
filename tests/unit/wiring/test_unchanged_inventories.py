"""An inventory is made again when anything it comes from has changed, and otherwise left alone: never in silence when its
folder is not what was written."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import ictops
from ictops.errors import InventoryRefused
from ictops.evidence import Entry, EntryKind
from ictops.inventory import Inventory, SchoolAudit, generate
from ictops.wiring import inventories
from ictops.wiring.importing import import_audits
from ictops.wiring.inventories import Generated, check_inventories, generate_inventories
from ictops.wiring.settling import Because, settle
from ictops.wiring.trust import OpenTrust, open_trust
from tests.builders import NOON

EXAMPLE = Path(__file__).parents[3] / "inventories" / "example-trust"
SCHOOLS = ("quillford", "tansybeck")
"""One without an exception, and one with an exception that tells its print server something else until March 2027"""
REGISTER = "Tag,Type,IP address,OS,Room\n{school}-1,Print server,10.9.8.{host},Debian 12,{room}\n{school}-2,Laptop,,,4\n"
OPINION = "Tag,Type,Room\n{school}-1,Print server,{room}\n"
EXCEPTION = """\
  - {control: PRN.MONO.1v1, school: quillford, reason: Art prints in colour, owner: Head of Art, until: 2027-01-31,
     instead: {print_queues_mono: false}}
"""


@dataclass
class World:
    """A trust whose inventories were made, and which schools' models are built after that."""

    trust: OpenTrust
    now: datetime = NOON
    built: list[str] = field(default_factory=list)

    @property
    def root(self) -> Path:
        return self.trust.root

    def again(self) -> tuple[Generated, ...]:
        return generate_inventories(self.trust, SCHOOLS, self.now)

    def put(self, path: str, text: str, school: str = "quillford") -> None:
        (self.root / "audits" / school).mkdir(parents=True, exist_ok=True)
        (self.root / "audits" / school / path).write_text(text, encoding="utf-8")

    def read(self) -> None:
        import_audits(self.trust, self.trust.schools(SCHOOLS), self.now)

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text(encoding="utf-8")
        assert old in text
        (self.root / path).write_text(text.replace(old, new, 1), encoding="utf-8")
        self.trust = open_trust(self.root)

    def folder(self, school: str = "quillford") -> Path:
        return self.root / "schools" / school

    def recorded(self) -> tuple[Entry, ...]:
        return self.trust.store.entries(EntryKind.INVENTORY)

    def lies(self) -> Mapping[Path, tuple[bytes, int, int]]:
        """Everything in the folders: content, number, time."""
        files = [path for path in (self.root / "schools").rglob("*") if path.is_file()]
        return {path: (path.read_bytes(), path.stat().st_ino, path.stat().st_mtime_ns) for path in files}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> OpenTrust:
    root = tmp_path_factory.mktemp("made") / "trust"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns(".ictops", "schools", "known_hosts", "audits"))
    world = World(open_trust(root))
    for host, school in enumerate(SCHOOLS, start=1):
        world.put("register.csv", REGISTER.format(school=school, host=host, room=12), school)
        world.put("office.csv", OPINION.format(school=school, room=14), school)
    world.read()
    world.again()
    return world.trust


@pytest.fixture
def world(made: OpenTrust, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The trust elsewhere: read once for all tests, and again where one edits its files."""
    root = Path(shutil.copytree(made.root, tmp_path / "trust"))
    world = World(replace(made, folder=made.folder.model_copy(update={"root": root})))

    def spied(audited: SchoolAudit, *rest: Any) -> Inventory:
        world.built.append(audited.school)
        return generate(audited, *rest)

    monkeypatch.setattr(inventories, "generate", spied)
    return world


def test_what_has_not_changed_is_neither_built_nor_written_nor_recorded(world: World) -> None:
    before, recorded = world.lies(), world.recorded()
    again = world.again()

    assert world.built == []
    assert world.lies() == before
    assert world.recorded() == recorded
    assert [(one.school, one.changed, len(one.hosts), len(one.withheld)) for one in again] == [
        (school, (), 1, 1) for school in SCHOOLS
    ]


def test_what_is_said_of_a_school_left_alone_is_what_was_said_when_it_was_made(world: World) -> None:
    left_alone = world.again()
    shutil.rmtree(world.root / "schools")
    made = world.again()

    assert [replace(one, changed=()) for one in made] == list(left_alone)
    assert world.built == list(SCHOOLS)


def test_the_same_audit_read_again_is_no_change(world: World) -> None:
    world.now += timedelta(days=1)
    world.read()
    world.again()

    assert world.built == []


def register(world: World) -> None:
    world.put("register.csv", REGISTER.format(school="quillford", host=77, room=12))
    world.read()


def settled(world: World) -> None:
    (host,) = world.again()[0].hosts
    settle(world.trust, host, "room=14", Because(by="A. Example", why="Went and looked", at=world.now))
    world.read()


def standard(world: World) -> None:
    world.edit("standard/print.yml", "print_queues_duplex: true", "print_queues_duplex: false")


def standard_for_one(world: World) -> None:
    world.edit("standard/print.yml", "settings:", "schools:\n  quillford: {print_queues_mono: false}\nsettings:")


def exception(world: World) -> None:
    world.edit("exceptions.yml", "exceptions:\n", "exceptions:\n" + EXCEPTION)


def time(world: World) -> None:
    world.now = datetime(2027, 4, 1, 12, tzinfo=NOON.tzinfo)


def account(world: World) -> None:
    world.edit("trust.yml", "  user: ansible", "  user: converger")


CHANGES = [
    (register, ("quillford",)),
    (settled, ("quillford",)),
    (standard, SCHOOLS),
    (standard_for_one, ("quillford",)),
    (exception, ("quillford",)),
    (time, ("tansybeck",)),
    (account, SCHOOLS),
]


@pytest.mark.parametrize(("change", "whose"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_whatever_changes_its_school_alone_is_made_again(
    world: World, change: Callable[[World], None], whose: tuple[str, ...]
) -> None:
    change(world)
    world.again()
    changed = [one.school for one in world.again() if one.changed]

    assert world.built == list(whose)
    assert changed == []


def test_another_declaration_of_a_role_makes_all_again(world: World) -> None:
    less = world.trust.roles["whiteboards"].model_copy(update={"inputs": world.trust.roles["whiteboards"].inputs[:-1]})
    world.trust = replace(world.trust, roles={**world.trust.roles, "whiteboards": less})
    world.again()

    assert world.built == list(SCHOOLS)


@pytest.mark.parametrize("other", ["code", "version"])
def test_another_ictops_makes_all_again(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str) -> None:
    if other == "version":
        monkeypatch.setattr(ictops, "__version__", "0.0.1")
    else:
        package = Path(ictops.__file__).parent
        (tmp_path / "ictops").mkdir()
        for path in package.rglob("*.py"):
            (tmp_path / path.relative_to(package.parent)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, tmp_path / path.relative_to(package.parent))
        monkeypatch.setattr(ictops, "__file__", str(tmp_path / "ictops" / "__init__.py"))
        world.again()
        assert world.built == []
        (tmp_path / "ictops/inventory/generate.py").write_text("# other code\n", encoding="utf-8")
    world.again()

    assert world.built == list(SCHOOLS)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("hosts.json", "this file was edited since ictops generated it"),
        ("group_vars/print_servers.json", "this file was edited since ictops generated it"),
        ("host_vars/extra.json", "ictops did not write this file"),
    ],
)
def test_a_folder_that_somebody_changed_is_refused_as_ever(world: World, path: str, said: str) -> None:
    (world.folder() / path).write_text("{}", encoding="utf-8")

    with pytest.raises(InventoryRefused, match=said):
        world.again()


def test_a_link_in_the_folder_is_refused_as_ever_also_when_it_leads_to_the_same_bytes(world: World) -> None:
    file = world.folder() / "hosts.json"
    shutil.move(file, world.root / "elsewhere.json")
    file.symlink_to(world.root / "elsewhere.json")

    with pytest.raises(InventoryRefused, match="this is a symbolic link"):
        world.again()


@pytest.mark.parametrize("path", ["hosts.json", "group_vars", "."])
def test_what_is_gone_from_the_folder_is_written_again(world: World, path: str) -> None:
    before = {file: content for file, (content, *_) in world.lies().items()}
    gone = world.folder() / path
    shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    (quillford, tansybeck) = world.again()

    assert (bool(quillford.changed), tansybeck.changed) == (True, ())
    assert {file: content for file, (content, *_) in world.lies().items()} == before


def test_a_line_of_the_manifest_that_checks_nothing_is_put_right_too(world: World) -> None:
    manifest = world.folder() / "manifest.txt"
    before = manifest.read_text(encoding="ascii")
    manifest.write_text(before.replace("# standard ", "# standard 0"), encoding="ascii")

    assert world.again()[0].changed == ("manifest.txt",)
    assert manifest.read_text(encoding="ascii") == before


def test_a_school_left_alone_is_checked_with_ansible_all_the_same(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = list[tuple[Path, int]]()
    monkeypatch.setattr(inventories, "check_with_ansible", lambda folder, meant: seen.append((folder, len(meant.hosts))))
    check_inventories(world.trust, world.again(), world.now)

    assert seen == [(world.folder(school), 1) for school in SCHOOLS]
