"""What is installed, and what runs at a school, holds the roles and none of their scenarios."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from ictops.adapters.ansible_folder import Sources, private_folder

REPOSITORY = Path(__file__).parents[2]
COPIED = ("ictops", "roles", "playbooks", "inventories", ".ci", "pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a wheel is made from, in which every role has a scenario."""
    root = tmp_path_factory.mktemp("checkout")
    for name in COPIED:
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, root / name, ignore=shutil.ignore_patterns("__pycache__", ".ictops"))
        else:
            shutil.copy(source, root / name)
    for role in (root / "roles").iterdir():
        scenario = role / "molecule/default"
        scenario.mkdir(parents=True, exist_ok=True)
        (scenario / "molecule.yml").write_text("---\n")
    return root


def test_a_wheel_carries_every_file_of_the_roles_but_their_scenarios(checkout: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path], cwd=checkout, check=True)
    (wheel,) = tmp_path.glob("*.whl")

    carried = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("ictops/content/")}
    files = (path for part in ("roles", "playbooks", "inventories") for path in (checkout / part).rglob("*") if path.is_file())
    wanted = {f"ictops/content/{path.relative_to(checkout)}" for path in files if "molecule" not in path.parts}

    assert carried == wanted


def test_a_run_takes_no_scenario_along(checkout: Path, tmp_path: Path) -> None:
    school, key, known_hosts, run = (tmp_path / name for name in ("school", "key", "known_hosts", "run"))
    school.mkdir()
    run.mkdir()
    for file in (school / "hosts.json", key, known_hosts):
        file.write_text("{}")
    sources = Sources(school=school, known_hosts=known_hosts, content=checkout, key=key, secrets={})

    with private_folder(sources, run_folder=run, school="oak") as paths:
        taken = {path.name for path in paths.content.rglob("*")}

    assert "argument_specs.yml" in taken
    assert "molecule" not in taken
