"""The images of the lab and of the scenarios: built when missing or when what they are made of has changed, and only then."""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from tests.lab.bases import BOOKWORM, Release, base
from tests.lab.places import HERE, LOGS, STATE
from tests.lab.podman import Podman, settle

MARK = "ictops.lab.inputs"


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an image is made of: another image of ours, its Containerfile, and the files it copies."""

    name: str
    parent: str | None
    copies: tuple[str, ...] = ()

    def image(self, release: Release) -> str:
        """The image's name, for this Debian."""
        return f"localhost/ictops-lab-{self.name}:{release.tag}"


RECIPES = (
    Recipe("node", None, ("dpkg.cfg",)),
    Recipe("files", "node", ("mount-shares", "shares-disk.service")),
    Recipe("print", "node", ("fakeprinter@.service",)),
    Recipe("classroom", "node", ("build-driver", "board.umockdev", "udevadm")),
    Recipe("repo", "node", ("build-driver", "repository.service")),
    Recipe("directory", "files"),
)
"""Parents stand before their children."""

BY_NAME = {recipe.name: recipe for recipe in RECIPES}


def mark(recipe: Recipe, parent_mark: str) -> str:
    """A hash of everything the image is made of; it changes when, and only when, the image must be built again."""
    digest = hashlib.sha256(parent_mark.encode())
    for path in (HERE / f"Containerfile.{recipe.name}", *(HERE / "image" / name for name in sorted(recipe.copies))):
        content = path.read_bytes()
        digest.update(f"\0{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def needed(names: Iterable[str]) -> tuple[Recipe, ...]:
    """The recipes of these names and of all they stand on, parents first."""
    wanted: set[str] = set()
    for name in names:
        recipe: Recipe | None = BY_NAME[name]
        while recipe:
            wanted.add(recipe.name)
            recipe = BY_NAME[recipe.parent] if recipe.parent else None
    return tuple(recipe for recipe in RECIPES if recipe.name in wanted)


def build(podman: Podman, release: Release = BOOKWORM, names: Iterable[str] = tuple(BY_NAME)) -> tuple[Podman, dict[str, str]]:
    """Bring images up to date. Gives podman as it runs containers here, and every image's mark by name."""
    with _alone():
        return _build(podman, release, needed(names))


def _build(podman: Podman, release: Release, recipes: tuple[Recipe, ...]) -> tuple[Podman, dict[str, str]]:
    stands_on = base(podman, release)
    podman = settle(podman, stands_on)
    wanted = _marks(podman("image", "inspect", "--format={{.Id}}", stands_on).strip())
    there = _marks_there(podman)
    stale = [recipe for recipe in recipes if there.get(recipe.image(release)) != wanted[recipe.name]]
    if stale:
        print(f"Building images on Debian {release.number}: {', '.join(recipe.name for recipe in stale)}", flush=True)
        _build_in_order(_Bench(podman, release, stands_on, wanted), stale)
    return podman, wanted


def _marks(base_id: str) -> dict[str, str]:
    marks: dict[str, str] = {}
    for recipe in RECIPES:
        marks[recipe.name] = mark(recipe, marks[recipe.parent] if recipe.parent else base_id)
    return marks


def _marks_there(podman: Podman) -> dict[str, str]:
    images = json.loads(podman("images", "--format=json", "--filter", f"label={MARK}"))
    return {tag: image["Labels"][MARK] for image in images for tag in image.get("Names") or ()}


@dataclass(frozen=True, slots=True)
class _Bench:
    podman: Podman
    release: Release
    base: str
    marks: Mapping[str, str]

    def build(self, recipe: Recipe) -> None:
        stands_on = f"--build-arg=TAG={self.release.tag}" if recipe.parent else f"--build-arg=BASE={self.base}"
        self.podman(
            "build", "--tag", recipe.image(self.release), "--label", f"{MARK}={self.marks[recipe.name]}", stands_on,
            "--file", str(HERE / f"Containerfile.{recipe.name}"), str(HERE),
            patience=900, log=LOGS / f"build-{recipe.name}-{self.release.name}.log",
        )  # fmt: skip
        print(f"  {recipe.name} built", flush=True)


def _build_in_order(bench: _Bench, stale: Iterable[Recipe]) -> None:
    begun: dict[str, Future[None]] = {}

    def work(recipe: Recipe) -> None:
        if recipe.parent in begun:
            begun[recipe.parent].result()
        bench.build(recipe)

    with ThreadPoolExecutor(len(RECIPES)) as pool:
        for recipe in stale:
            begun[recipe.name] = pool.submit(work, recipe)
    for future in begun.values():
        future.result()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One builder at a time: the lab and several scenarios may all want the same image at once."""
    with (STATE / "images.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
