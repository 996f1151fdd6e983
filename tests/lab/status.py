"""Say how the lab stands: each host, its address, its services and the memory it uses."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass

from tests.lab.containers import Container, present
from tests.lab.hosts import HOSTS, UNITS, Host
from tests.lab.podman import Podman

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Standing:
    """One host as it stands now."""

    short: str
    name: str
    address: str
    kind: str
    school: str
    state: str
    services: dict[str, str]
    memory_mib: int | None

    @property
    def is_ready(self) -> bool:
        return self.state == "ready"


def standings(podman: Podman) -> list[Standing]:
    """Every host of the lab, whether it is there or not."""
    there = present(podman)
    with ThreadPoolExecutor(len(HOSTS)) as pool:
        return list(pool.map(lambda host: _standing(podman, host, there.get(host.short)), HOSTS))


def _standing(podman: Podman, host: Host, container: Container | None) -> Standing:
    running = container is not None and container.state == "running"
    services, memory = _look(podman, host) if running else ({}, None)
    state = _state(container, services)
    return Standing(host.short, host.name, host.address, str(host.kind), host.school, state, services, memory)


def _state(container: Container | None, services: dict[str, str]) -> str:
    if container is None:
        return "absent"
    if container.state != "running":
        return "stopped"
    sound = container.is_planted and all(answer == "active" for answer in services.values())
    return "ready" if sound else "not ready"


def _look(podman: Podman, host: Host) -> tuple[dict[str, str], int | None]:
    units = UNITS[host.kind]
    said = podman.tries("exec", host.container, "systemctl", "is-active", *units).stdout.split()
    stats = podman.tries("stats", "--no-stream", "--format=json", host.container)
    return dict(zip(units, said, strict=False)), memory_mib(stats.stdout)


def memory_mib(stats: str) -> int | None:
    """Memory in MiB from `podman stats --format=json`, such as "31.5MB / 25GB"; None when it does not say."""
    sizes = {"kB": 1000, "MB": 1000**2, "GB": 1000**3, "B": 1}
    try:
        used = json.loads(stats)[0]["mem_usage"].split("/")[0].strip()
    except (ValueError, LookupError):
        return None
    unit = next((unit for unit in sizes if used.endswith(unit)), None)
    return None if unit is None else round(float(used.removesuffix(unit)) * sizes[unit] / MIB)


def text(rows: list[Standing]) -> str:
    """The table a person reads."""
    lines = [f"{'host':8} {'address':13} {'name':22} {'state':10} {'MiB':>5}  services"]
    for row in rows:
        memory = "-" if row.memory_mib is None else str(row.memory_mib)
        services = ", ".join(f"{unit} {answer}" for unit, answer in row.services.items())
        lines.append(f"{row.short:8} {row.address:13} {row.name:22} {row.state:10} {memory:>5}  {services}".rstrip())
    ready = sum(row.is_ready for row in rows)
    total = sum(row.memory_mib or 0 for row in rows)
    return "\n".join([*lines, f"{ready} of {len(rows)} hosts ready, {total} MiB of memory in all"])


def as_json(rows: list[Standing]) -> str:
    """The same for programs."""
    return json.dumps([asdict(row) for row in rows], indent=2)
