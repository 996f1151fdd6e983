"""The Reader port: hosts are read by a child process (`reader_child`) in which pyinfra and asyncssh work."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ictops.apply import HostAnswer, NotRead, NotReadWhy, ProbeOutput, ReadRequest
from ictops.errors import Fault, HostsNotRead
from ictops.estate import DeviceId, SchoolId

CHILD = (sys.executable, "-I", "-m", "ictops.adapters.reader_child")
START_SECONDS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How a host is reached: an address or name, a port, and who we are there."""

    address: str
    port: int = 22
    user: str = "ansible"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How many hosts are read at once, and how long one may take."""

    parallel: int = 40
    seconds: float = 60


class PyinfraReader:
    """Reads hosts over SSH, every probe of a host in one exchange.

    `access`: each device's address; `known_hosts`: each school's file, whose lines begin with our device ids; `key`: the
    private key. `elevation` is the command that makes a root shell of the user's own.
    """

    def __init__(
        self,
        access: Mapping[DeviceId, Access],
        known_hosts: Mapping[SchoolId, Path],
        key: Path,
        *,
        limits: Limits = Limits(),
        elevation: str = "sudo -n sh",
    ) -> None:
        self._access = access
        self._known_hosts = known_hosts
        self._key = key
        self._limits = limits
        self._elevation = elevation
        self._child: subprocess.Popen[bytes] | None = None

    def prepare(self) -> None:
        """Start the child now, so that it is ready when there is something to read. Optional; ended by `close` if not used."""
        self._child = self._child or _started()

    def read(self, requests: tuple[ReadRequest, ...]) -> Mapping[DeviceId, HostAnswer]:
        """An answer for every device asked about. Raises HostsNotRead when the reader itself does not work."""
        asked = {device: (request.school, scripts) for request in requests for device, scripts in request.scripts.items()}
        hosts = [self._host(device, *of) for device, of in asked.items() if device in self._access]
        answers = self._answers(hosts) if hosts else {}
        return {device: answers.get(device) or self._unanswered(device) for device in asked}

    def close(self) -> None:
        """End a child that was prepared and not used."""
        if self._child is not None:
            _stop(self._child)
            self._child.communicate()
            self._child = None

    def _host(self, device: DeviceId, school: SchoolId, probes: Mapping[str, str]) -> dict[str, Any]:
        access = self._access[device]
        known_hosts = str(self._known_hosts.get(school, f"known_hosts/{school}"))
        where = {"address": access.address, "port": access.port, "user": access.user}
        return {"target": {"device": device, **where, "known_hosts": known_hosts}, "probes": dict(probes)}

    def _answers(self, hosts: list[dict[str, Any]]) -> dict[DeviceId, HostAnswer]:
        job = {
            "hosts": hosts,
            "key": str(self._key),
            "elevation": self._elevation,
            "seconds": self._limits.seconds,
            "parallel": self._limits.parallel,
        }
        rounds = -(-len(hosts) // self._limits.parallel)
        output, complaint = self._said(json.dumps(job).encode(), START_SECONDS + 2 * rounds * self._limits.seconds)
        lines = [json.loads(line) for line in output.splitlines() if line.endswith(b"}")]
        if not lines or "broken" in lines[0]:
            raise HostsNotRead(self._broken(lines[0]["broken"] if lines else complaint))
        return {line["device"]: _answer(line) for line in lines}

    def _said(self, job: bytes, seconds: float) -> tuple[bytes, str]:
        child, self._child = self._child or _started(), None
        try:
            output, complaint = child.communicate(job, timeout=seconds)
        except subprocess.TimeoutExpired:
            _stop(child)
            output, complaint = child.communicate()
        except BaseException:
            _stop(child)
            raise
        return output, complaint.decode("utf-8", "replace")

    def _broken(self, complaint: str) -> Fault:
        last = complaint.strip().splitlines()[-1:] or ["it ended without a word"]
        return Fault(f"reading with {self._key}", last[0], "Run `ictops doctor`, put that right and read again")

    def _unanswered(self, device: DeviceId) -> NotRead:
        if device not in self._access:
            return NotRead(why=NotReadWhy.UNREACHABLE, says=f"no address is known for {device}; give it one in the audit")
        return NotRead(why=NotReadWhy.TIMED_OUT, says="the reader was ended before this host answered; read it again")


def _started() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603
        CHILD,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PATH": os.defpath, "LANG": "C.UTF-8"},
        start_new_session=True,
    )


def _stop(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        os.killpg(child.pid, signal.SIGKILL)


def _answer(line: dict[str, Any]) -> HostAnswer:
    if "why" in line:
        return NotRead(why=NotReadWhy(line["why"]), says=line["says"])
    return {name: ProbeOutput(**output) for name, output in line["probes"].items()}
