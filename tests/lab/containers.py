"""The lab's containers and network: what is there, what is made, what is taken away."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from tests.lab.hosts import BY_SHORT, DIRECTORY, DOMAIN, FLAGS, GATEWAY, NETWORK, SUBNET, Host
from tests.lab.places import PLANTED, ROOT
from tests.lab.podman import Podman, last_line
from tests.lab.trouble import LabTrouble

LABEL = "ictops.lab"
HOME_LABEL = "ictops.lab.home"
MARK_LABEL = "ictops.lab.mark"
MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class Container:
    """A container of the lab as podman lists it."""

    id: str
    short: str
    state: str
    home: str
    mark: str

    @property
    def is_planted(self) -> bool:
        """True when `up` finished with this very container; anything less is made again."""
        note = PLANTED / self.short
        return note.exists() and note.read_text() == self.id


def present(podman: Podman) -> dict[str, Container]:
    """The lab's containers by short name, running or not."""
    listed = json.loads(podman("ps", "--all", "--format=json", "--no-trunc", "--filter", f"label={LABEL}") or "[]")
    found = (_container(entry["Id"], entry["State"], entry["Labels"]) for entry in listed)
    return {container.short: container for container in found}


def _container(identity: str, state: str, labels: dict[str, str]) -> Container:
    return Container(identity, labels[LABEL], state, labels.get(HOME_LABEL, ""), labels.get(MARK_LABEL, ""))


def check_ours(containers: Iterable[Container]) -> None:
    """LabTrouble when the lab that is up belongs to another checkout: its keys are there, not here."""
    for container in containers:
        if container.home != str(ROOT):
            raise LabTrouble(
                f"a lab is already up from {container.home}: take it down first (`make lab-down` works from here too)"
            )


def make_network(podman: Podman) -> None:
    """The lab's own network, once. It leads nowhere else: nothing in the lab can reach the internet."""
    if podman.tries("network", "exists", NETWORK).returncode:
        # An internal network gets no address on this machine unless it is named, and then no host could be reached from here.
        podman("network", "create", "--internal", "--disable-dns", "--subnet", SUBNET, "--gateway", GATEWAY, NETWORK)


def start(podman: Podman, host: Host, *, mark: str) -> str:
    """A new container for the host in place of any earlier one; gives its id."""
    remove(podman, host)
    return podman(
        "run", "--detach", "--name", host.container, "--hostname", host.name,
        "--network", NETWORK, "--ip", host.address, "--dns", DIRECTORY.address, "--dns-search", DOMAIN,
        "--systemd=always", "--label", f"{LABEL}={host.short}", "--label", f"{HOME_LABEL}={ROOT}",
        "--label", f"{MARK_LABEL}={mark}", *FLAGS[host.kind], f"localhost/ictops-lab-{host.kind}:latest",
    ).strip()  # fmt: skip


def remove(podman: Podman, host: Host) -> None:
    """Take one host away, whatever its state."""
    (PLANTED / host.short).unlink(missing_ok=True)
    _remove_names(podman, [host.container])


def remove_all(podman: Podman) -> int:
    """Take every container of the lab and its network away; gives how many containers there were."""
    there = present(podman)
    names = [BY_SHORT[short].container for short in there if short in BY_SHORT]
    for short in there:
        (PLANTED / short).unlink(missing_ok=True)
    if names:
        _remove_names(podman, names)
    _remove_network(podman)
    return len(names)


def _remove_names(podman: Podman, names: list[str]) -> None:
    # On a busy machine podman may report a container that it has just killed as still there: asked again, it is gone.
    for _ in range(MOST_TRIES):
        done = podman.tries("rm", "--force", "--ignore", "--volumes", "--time=2", *names)
        if done.returncode == 0 and all(podman.tries("container", "exists", name).returncode for name in names):
            return
    raise LabTrouble(f"podman does not remove {', '.join(names)}: {last_line(done)}")


def _remove_network(podman: Podman) -> None:
    if podman.tries("network", "exists", NETWORK).returncode == 0 and podman.tries("network", "rm", NETWORK).returncode:
        strangers = podman("ps", "--all", "--format={{.Names}}", "--filter", f"network={NETWORK}").split()
        raise LabTrouble(
            f"the lab's containers are gone, its network stays: it is used by {', '.join(strangers) or 'someone else'}"
        )


def inside(podman: Podman, host: Host, script: str, *, patience: float = 180) -> str:
    """Run a shell script in the host, read whole before it starts; LabTrouble with its last words when it fails."""
    done = podman.tries("exec", "--interactive", host.container, "bash", "-euo", "pipefail", "-c", 'eval "$(cat)"',
                        given=script, patience=patience)  # fmt: skip
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or f"ended with {done.returncode}").splitlines()[-1]
        raise LabTrouble(f"{host.short}: {said}")
    return done.stdout
