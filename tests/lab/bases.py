"""What the images stand on: a Debian from a registry, one made earlier, or one made here with mmdebstrap."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass

from tests.lab.places import LOGS, STATE
from tests.lab.podman import Podman, as_root, last_line
from tests.lab.trouble import CannotRunHere, LabTrouble

PULL_SECONDS = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A Debian: its name, the tag its images bear, and the variable that names a base image of it in a registry."""

    name: str
    number: int
    tag: str
    variable: str

    @property
    def here(self) -> str:
        """The base image as we make it."""
        return f"localhost/ictops-lab-base:{self.tag}"

    @property
    def there(self) -> str:
        """The base image as registries have it."""
        return f"debian:{self.name}"


BOOKWORM = Release(name="bookworm", number=12, tag="latest", variable="BASE")
"""What the lab runs."""
TRIXIE = Release(name="trixie", number=13, tag="trixie", variable="BASE_TRIXIE")
"""Built only for scenarios that ask for it."""

PACKAGES = "systemd,systemd-sysv,dbus,python3,python3-apt,openssh-server,sudo,ca-certificates,iproute2,procps"
"""What the node image would install anyway: with no registry it comes with the base, in one go."""

OPTIONS = (
    "--variant=minbase",
    "--components=main",
    f"--include={PACKAGES}",
    "--dpkgopt=force-unsafe-io",
    "--dpkgopt=path-exclude=/usr/share/man/*",
    "--dpkgopt=path-exclude=/usr/share/doc/*",
    "--dpkgopt=path-include=/usr/share/doc/*/copyright",
    "--dpkgopt=path-exclude=/usr/share/locale/*",
    '--aptopt=Acquire::Languages "none"',
    '--aptopt=APT::Install-Recommends "false"',
)


def base(podman: Podman, release: Release) -> str:
    """The image everything stands on: the one named in the variable, one made earlier, the registry's, or one made here."""
    if named := os.environ.get(release.variable):
        if podman.tries("image", "exists", named).returncode:
            podman("pull", "--quiet", named)
        return named
    for known in (release.here, release.there):
        if podman.tries("image", "exists", known).returncode == 0:
            return known
    print(f"Asking for the base image {release.there}", flush=True)
    return release.there if _pulled(podman, release) else _made_here(podman, release)


def _pulled(podman: Podman, release: Release) -> bool:
    try:
        return podman.tries("pull", "--quiet", release.there, patience=PULL_SECONDS).returncode == 0
    except LabTrouble:
        return False


def _made_here(podman: Podman, release: Release) -> str:
    if shutil.which("mmdebstrap") is None:
        raise CannotRunHere(
            f"there is no registry to pull {release.there} from and no mmdebstrap to make a base image: install mmdebstrap "
            f"(on Ubuntu also debian-archive-keyring), or set {release.variable} to an image of Debian {release.number}"
        )
    print(
        f"No registry here: making the base image of Debian {release.number} with mmdebstrap (about half a minute)", flush=True
    )
    tarball, log = STATE / f"base-{release.name}.tar", LOGS / f"build-base-{release.name}.log"
    command = [*as_root(), "mmdebstrap", *OPTIONS, release.name, str(tarball)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    log.write_text(done.stdout + done.stderr)
    if done.returncode:
        raise CannotRunHere(f"mmdebstrap could not make the base image: {last_line(done)} (all of it: {log})")
    podman("import", "--quiet", str(tarball), release.here)
    tarball.unlink()
    return release.here
