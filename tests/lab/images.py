"""The lab's images: built when they are missing or what they are made of has changed, and only then."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from tests.lab.places import HERE, LOGS, STATE
from tests.lab.podman import Podman, as_root, last_line, settle
from tests.lab.trouble import CannotRunHere, LabTrouble

BASE_HERE = "localhost/ictops-lab-base:latest"
BASE_THERE = "debian:bookworm"
MARK = "ictops.lab.inputs"
PULL_SECONDS = 120

BASE_PACKAGES = "systemd,systemd-sysv,dbus,python3,python3-apt,openssh-server,sudo,ca-certificates,iproute2,procps"
"""What the node image would install anyway: with no registry it comes with the base, in one go."""

BASE_OPTIONS = (
    "--variant=minbase",
    "--components=main",
    f"--include={BASE_PACKAGES}",
    "--dpkgopt=force-unsafe-io",
    "--dpkgopt=path-exclude=/usr/share/man/*",
    "--dpkgopt=path-exclude=/usr/share/doc/*",
    "--dpkgopt=path-include=/usr/share/doc/*/copyright",
    "--dpkgopt=path-exclude=/usr/share/locale/*",
    '--aptopt=Acquire::Languages "none"',
    '--aptopt=APT::Install-Recommends "false"',
)


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an image is made of: another image of ours, its Containerfile, and the files it copies."""

    name: str
    parent: str | None
    copies: tuple[str, ...] = ()

    @property
    def tag(self) -> str:
        return f"localhost/ictops-lab-{self.name}:latest"


RECIPES = (
    Recipe("node", None, ("dpkg.cfg",)),
    Recipe("files", "node", ("mount-shares", "shares-disk.service")),
    Recipe("print", "node", ("fakeprinter@.service",)),
    Recipe("classroom", "node", ("build-driver", "board.umockdev", "udevadm")),
    Recipe("repo", "node", ("build-driver", "repository.service")),
    Recipe("directory", "files"),
)
"""Parents stand before their children."""


def mark(recipe: Recipe, parent_mark: str) -> str:
    """A hash of everything the image is made of; it changes when, and only when, the image must be built again."""
    digest = hashlib.sha256(parent_mark.encode())
    for path in (HERE / f"Containerfile.{recipe.name}", *(HERE / "image" / name for name in sorted(recipe.copies))):
        content = path.read_bytes()
        digest.update(f"\0{path.name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def build(podman: Podman) -> tuple[Podman, dict[str, str]]:
    """Bring every image up to date. Gives podman as it runs containers here, and each image's mark by name."""
    base = _base(podman)
    podman = settle(podman, base)
    wanted = _marks(podman("image", "inspect", "--format={{.Id}}", base).strip())
    there = _marks_there(podman)
    stale = [recipe for recipe in RECIPES if there.get(recipe.tag) != wanted[recipe.name]]
    if stale:
        print(f"Building images: {', '.join(recipe.name for recipe in stale)}", flush=True)
        _build_in_order(podman, stale, wanted, base)
    return podman, wanted


def _marks(base_id: str) -> dict[str, str]:
    marks: dict[str, str] = {}
    for recipe in RECIPES:
        marks[recipe.name] = mark(recipe, marks[recipe.parent] if recipe.parent else base_id)
    return marks


def _marks_there(podman: Podman) -> dict[str, str]:
    images = json.loads(podman("images", "--format=json", "--filter", f"label={MARK}"))
    return {tag: image["Labels"][MARK] for image in images for tag in image.get("Names") or ()}


def _build_in_order(podman: Podman, stale: Iterable[Recipe], wanted: dict[str, str], base: str) -> None:
    begun: dict[str, Future[None]] = {}

    def work(recipe: Recipe) -> None:
        if recipe.parent in begun:
            begun[recipe.parent].result()
        _build_one(podman, recipe, wanted[recipe.name], base)

    with ThreadPoolExecutor(len(RECIPES)) as pool:
        for recipe in stale:
            begun[recipe.name] = pool.submit(work, recipe)
    for future in begun.values():
        future.result()


def _build_one(podman: Podman, recipe: Recipe, wanted: str, base: str) -> None:
    arguments = () if recipe.parent else (f"--build-arg=BASE={base}",)
    podman(
        "build", "--tag", recipe.tag, "--label", f"{MARK}={wanted}", *arguments,
        "--file", str(HERE / f"Containerfile.{recipe.name}"), str(HERE),
        patience=900, log=LOGS / f"build-{recipe.name}.log",
    )  # fmt: skip
    print(f"  {recipe.name} built", flush=True)


def _base(podman: Podman) -> str:
    """The image everything stands on: BASE if set, one made earlier, the registry's, or one made here."""
    if named := os.environ.get("BASE"):
        if podman.tries("image", "exists", named).returncode:
            podman("pull", "--quiet", named)
        return named
    for known in (BASE_HERE, BASE_THERE):
        if podman.tries("image", "exists", known).returncode == 0:
            return known
    print(f"Asking for the base image {BASE_THERE}", flush=True)
    return BASE_THERE if _pulled(podman) else _made_here(podman)


def _pulled(podman: Podman) -> bool:
    try:
        return podman.tries("pull", "--quiet", BASE_THERE, patience=PULL_SECONDS).returncode == 0
    except LabTrouble:
        return False


def _made_here(podman: Podman) -> str:
    if shutil.which("mmdebstrap") is None:
        raise CannotRunHere(
            f"there is no registry to pull {BASE_THERE} from and no mmdebstrap to make a base image: install mmdebstrap "
            "(on Ubuntu also debian-archive-keyring), or set BASE to an image of Debian 12"
        )
    print("No registry here: making the base image with mmdebstrap (about half a minute)", flush=True)
    tarball = STATE / "base.tar"
    command = [*as_root(), "mmdebstrap", *BASE_OPTIONS, "bookworm", str(tarball)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    (LOGS / "build-base.log").write_text(done.stdout + done.stderr)
    if done.returncode:
        raise CannotRunHere(
            f"mmdebstrap could not make the base image: {last_line(done)} (all of it: {LOGS / 'build-base.log'})"
        )
    podman("import", "--quiet", str(tarball), BASE_HERE)
    tarball.unlink()
    return BASE_HERE
