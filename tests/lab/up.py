"""Bring the lab up: only what is missing or out of date is made, and every service is asked before it counts as ready."""

from __future__ import annotations

import json
import socket
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from ipaddress import ip_address, ip_network

from tests.lab import containers, keys, mess
from tests.lab.agenda import STAGES, Agenda, draw_up, scripts
from tests.lab.hosts import DIRECTORY, HOSTS, PORTS, SUBNET, Host
from tests.lab.images import build
from tests.lab.places import DIRECTORY_PASSWORD, PLANTED, STAFF_PASSWORDS
from tests.lab.podman import Podman
from tests.lab.trouble import LabTrouble

PORT_SECONDS = 20.0

type HostKeys = list[list[str]]


def bring_up(podman: Podman) -> None:
    """Images, network, hosts, keys: all there and ready when this returns; LabTrouble naming every host that is not."""
    began = time.monotonic()
    there = containers.present(podman)
    containers.check_ours(there.values())
    podman, image_marks = build(podman)
    public_key = keys.identity()
    agenda = draw_up(there, image_marks, public_key)
    containers.make_network(podman)
    if DIRECTORY.short in agenda.stale:
        keys.new_passwords()
    if agenda.stale:
        print(f"Starting {len(agenda.stale)} of {len(HOSTS)} hosts", flush=True)
    keys.keep(podman, _Raising(podman, agenda, public_key).all())
    print(f"The lab is up: {len(HOSTS)} hosts ready after {time.monotonic() - began:.0f} s", flush=True)


@dataclass(frozen=True, slots=True)
class _Raising:
    """Every host at once, each in its own thread; file servers join the directory when it is ready."""

    podman: Podman
    agenda: Agenda
    public_key: str
    begun: dict[str, Future[HostKeys]] = field(default_factory=dict)

    def all(self) -> dict[str, HostKeys]:
        with ThreadPoolExecutor(len(HOSTS)) as pool:
            for host in HOSTS:  # the directory stands first: others wait for it
                self.begun[host.short] = pool.submit(self.one, host)
        failures = [str(error) for future in self.begun.values() if (error := future.exception()) is not None]
        if failures:
            raise LabTrouble("\n".join([*failures, "Run `make lab-up` again; what is ready stays as it is"]))
        return {host.address: self.begun[host.short].result() for host in HOSTS}

    def one(self, host: Host) -> HostKeys:
        began = time.monotonic()
        if host.short in self.agenda.stale:
            self.make(host)
            print(f"  {host.short} ready after {time.monotonic() - began:.0f} s", flush=True)
        else:
            self.check(host)
        return keys.host_keys(self.podman, host)

    def make(self, host: Host) -> None:
        identity = containers.start(self.podman, host, mark=self.agenda.marks[host.short])
        first, *later = STAGES[host.kind]
        self.tell(host, first)
        for stage in later:
            self.wait_for_directory(host)
            self.tell(host, stage)
        check_ports(host)
        (PLANTED / host.short).write_text(identity)

    def check(self, host: Host) -> None:
        if host.short in self.agenda.stopped:
            self.podman("start", host.container)
            self.tell(host, ("names",))
            print(f"  {host.short} started again", flush=True)
        self.tell(host, STAGES[host.kind][-1][-1:])
        check_ports(host)

    def tell(self, host: Host, names: tuple[str, ...]) -> None:
        people = mess.people_ldif(json.loads(STAFF_PASSWORDS.read_text()))
        password = DIRECTORY_PASSWORD.read_text()
        facts = mess.told(host, public_key=self.public_key, directory_password=password, people=people)
        containers.inside(self.podman, host, mess.script(facts, *scripts(names)))

    def wait_for_directory(self, host: Host) -> None:
        if self.begun[DIRECTORY.short].exception() is not None:
            raise LabTrouble(f"{host.short}: not joined, for the directory is not ready")


def check_ports(host: Host) -> None:
    """Every port of the host takes a connection from this machine; LabTrouble with the port that does not."""
    for port in PORTS[host.kind]:
        until = time.monotonic() + PORT_SECONDS
        while not _takes(host.address, port):
            if time.monotonic() > until:
                raise LabTrouble(
                    f"{host.short}: port {port} of {host.address} does not answer this machine: is a firewall in the way?"
                )
            time.sleep(0.2)


def _takes(address: str, port: int) -> bool:
    """True when the host itself took it: without a route to the lab, a machine's gateway may take any connection."""
    try:
        with socket.create_connection((address, port), timeout=2) as connection:
            return ip_address(connection.getsockname()[0]) in ip_network(SUBNET)
    except OSError:
        return False
