"""`ictops init` and `ictops doctor`."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ictops.errors import BadInput, Fault, IctopsError, StoreBroken
from ictops.wiring.inventories import addresses_of
from ictops.wiring.trust import OpenTrust, beginning_folder, content_folder, template_folder

WRITTEN_BY_PEOPLE = ("trust.yml", "exceptions.yml", "standard")

IGNORED = """\
# Personal data, state and secrets stay out of version control.
.ictops/
audits/
*.key
secrets/
"""


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing a run needs: whether it is here, and in a sentence what was found or what to do."""

    what: str
    is_fine: bool
    says: str


def make_trust(folder: Path) -> tuple[Path, ...]:
    """Make a trust's folder of the example's files, with limits for real servers. Raises BadInput when it holds anything."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise BadInput(Fault(str(folder), "this is not an empty folder", "Name one that is not there yet"))
    template = template_folder()
    folder.mkdir(parents=True, exist_ok=True)
    for name in WRITTEN_BY_PEOPLE:
        source = template / name
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, folder / name)
    shutil.copytree(beginning_folder(), folder, dirs_exist_ok=True)
    for name in ("audits", "keys", "known_hosts"):
        (folder / name).mkdir()
    (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    return tuple(sorted(path for path in folder.rglob("*") if path.is_file()))


def check_up(trust: OpenTrust) -> tuple[Check, ...]:
    """Everything a sweep or a run needs, each looked for. Changes nothing; a failed check does not hide the next."""
    return tuple(_checked(what, look) for what, look in _looks(trust))


def _looks(trust: OpenTrust) -> Iterator[tuple[str, Callable[[], str]]]:
    yield (
        "trust folder",
        lambda: f"{len(trust.folder.file.schools)} schools, {len(trust.folder.standard.roles)} roles in the standard",
    )
    yield (
        "roles and playbooks",
        lambda: str(_there(content_folder() / "playbooks" / "converge_school.yml", "Install ictops again")),
    )
    yield "ssh", _ssh
    yield "private key", lambda: _key(trust)
    yield "secrets", lambda: f"{len(trust.secrets(frozenset(trust.folder.file.secrets)))} found"
    yield "record", lambda: _record(trust)
    for school in trust.folder.file.schools:
        yield f"{school.id}: inventory", partial(_inventory, trust, school.id)
        yield f"{school.id}: host keys", partial(_host_keys, trust, school.id)


def _checked(what: str, look: Callable[[], str]) -> Check:
    try:
        return Check(what=what, is_fine=True, says=look())
    except IctopsError as error:
        return Check(what=what, is_fine=False, says=str(error.faults[0]) if error.faults else str(error))
    except (OSError, UnicodeDecodeError) as error:
        return Check(what=what, is_fine=False, says=f"cannot be read: {error}")


def _there(path: Path, do: str) -> Path:
    if not path.exists():
        raise BadInput(Fault(str(path), "is not there", do))
    return path


def _ssh() -> str:
    found = shutil.which("ssh")
    if not found:
        raise BadInput(Fault("ssh", "the OpenSSH client is not installed", "Install openssh-client"))
    return found


def _key(trust: OpenTrust) -> str:
    key = trust.private_key
    if stat.S_IMODE(key.stat().st_mode) & 0o077:
        raise BadInput(Fault(str(key), "others can read this private key", f"chmod 600 {key}"))
    return str(key)


def _record(trust: OpenTrust) -> str:
    if faults := trust.store.faults():
        raise StoreBroken(faults)
    return f"{len(trust.store.entries())} entries, each following from the one before, and what was read and imported unchanged"


def _inventory(trust: OpenTrust, school: str) -> str:
    return f"{len(addresses_of(trust, school))} hosts"


def _host_keys(trust: OpenTrust, school: str) -> str:
    path = _there(trust.known_hosts(school), "Read each host's key at the host and put it there under the device's id")
    known = {
        line.split()[0] for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")
    }
    missing = [host for host in addresses_of(trust, school) if host not in known]
    if missing:
        raise BadInput(Fault(str(path), f"holds no key of {', '.join(missing)}", "Read it at the host and put it there"))
    return f"{len(known)} hosts"
