"""The Runner port on `ansible-playbook`: one school, some roles, some hosts, and a result for every host asked."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from ictops.adapters.ansible_events import RunStory
from ictops.adapters.ansible_folder import Sources, private_folder, write_private
from ictops.adapters.ansible_hidden import hider
from ictops.adapters.ansible_process import AnsibleProcess, Stop
from ictops.adapters.ansible_secrets import Secrets, secret_variables
from ictops.adapters.ansible_sentences import shown
from ictops.adapters.ansible_settings import (
    Paths,
    arguments,
    configuration,
    earlier_variables,
    environment,
)
from ictops.apply import HostEnd, HostResult, Run, RunRequest
from ictops.errors import Fault, RunFailed
from ictops.estate.ids import own_id

ROLE = re.compile(r"[a-z][a-z0-9_]*")
RUN = re.compile(r"[a-z0-9][a-z0-9-]*")

type OnResult = Callable[[HostResult], None]


@dataclass(frozen=True, kw_only=True)
class AnsibleRunner:
    """Runs roles with the Ansible that is installed beside ictops.

    `school_folder` gives the folder of a school's generated inventory, `known_hosts` is that school's file of host keys,
    `content` holds roles/ and playbooks/, `key` is our private SSH key, `secrets` are variables by name that only this run
    sees, and `run_folder` (made here, 0700) keeps the ansible.cfg and the events. `lock`, a descriptor that holds the
    school's lock, is handed on to Ansible: should we be killed, the school stays locked until Ansible has ended too.
    """

    school_folder: Callable[[str], Path]
    known_hosts: Path
    content: Path
    key: Path
    run_folder: Path
    secrets: Secrets = field(default_factory=dict, repr=False)
    forks: int = 10
    lock: int | None = None
    now: Callable[[], datetime] = lambda: datetime.now(UTC)

    def run(self, request: RunRequest, *, on_result: OnResult) -> Run:
        """Run, telling each host's result as soon as it is certain. Raises RunFailed when nothing can be said of any host.

        Asked to stop (SIGINT, SIGTERM) it ends its children and says of each host how far that one was. An exception
        from `on_result` ends the children too, and is passed on: what cannot be recorded is not done.
        """
        self._check(request)
        began = self.now()
        results = Results(request.hosts, on_result)
        if request.hosts:
            self._make_run_folder()
            folder = private_folder(self._sources(request), run_folder=self.run_folder, school=request.school)
            with folder as paths, Stop().installed() as stop:
                write_private(paths.earlier, earlier_variables(request))
                self._rounds(Work(request, paths, stop, results))
        return Run(request=request, began=began, ended=self.now(), results=results.in_order())

    def _check(self, request: RunRequest) -> None:
        faults = [fault for host in request.hosts if (fault := _id_fault(host))]
        faults += [
            Fault(f"role {shown(role)}", "there is no such role", "name a folder of roles/")
            for role in request.roles
            if not ROLE.fullmatch(role) or not (self.content / "roles" / role).is_dir()
        ]
        faults += [
            Fault(f"run {shown(run)}", "its id is not small letters, digits and hyphens", "name runs as ictops log does")
            for run in (request.id, request.undoes)
            if run is not None and not RUN.fullmatch(run)
        ]
        if not request.roles:
            faults.append(Fault(f"run {request.id}", "no role was named", "name at least one"))
        if "$" in str(self.run_folder.resolve()):
            faults.append(Fault(str(self.run_folder), "Ansible reads $ in a path as a variable", "keep the trust elsewhere"))
        if faults:
            raise RunFailed(faults)

    def _make_run_folder(self) -> None:
        try:
            self.run_folder.mkdir(parents=True, mode=0o700)
        except FileExistsError:
            raise RunFailed(
                Fault(str(self.run_folder), "a run was made here before", "give every run an id of its own")
            ) from None

    def _sources(self, request: RunRequest) -> Sources:
        return Sources(
            school=self.school_folder(request.school),
            known_hosts=self.known_hosts,
            content=self.content,
            key=self.key,
            secrets=self.secrets,
        )

    def _rounds(self, work: Work) -> None:
        """Ansible leaves later plays undone when every host of one play failed: begin again with the hosts left over."""
        hosts = work.request.hosts
        for number in range(1, len(hosts) + 1):
            story, complaint = self._round(work, number, hosts)
            left = story.without_a_word()
            if not story.ended or not left or left == hosts:
                break
            hosts = left
        work.results.not_attempted(_why_not(story, complaint, work.stop))

    def _round(self, work: Work, number: int, hosts: tuple[str, ...]) -> tuple[RunStory, str]:
        """One `ansible-playbook`, to its end or ours. Raises RunFailed when no host has a result and none ever will."""
        story, results, stop = RunStory(hosts), work.results, work.stop
        with self._start(work, number, hosts) as process:
            for line in process.lines(stop):
                results.take(story.hear(line))
            process.end()
            for line in process.last_lines():
                results.take(story.hear(line))
            complaint = self._without_secrets(process.complaint)
        results.take(story.cut_short(stop.asked_by))
        if not story.began and not stop.asked_by and not results.any:
            raise RunFailed(_never_began(work.request, story, complaint))
        return story, complaint

    def _start(self, work: Work, number: int, hosts: tuple[str, ...]) -> AnsibleProcess:
        request, paths = work.request, work.paths
        settings = self.run_folder / f"ansible-{number}.cfg"
        events = self.run_folder / f"events-{number}.jsonl"
        write_private(settings, configuration(paths, forks=self.forks))
        write_private(events, "")
        paths.secrets.unlink(missing_ok=True)  # our callback does so once Ansible has read them; it may not have come so far
        write_private(paths.secrets, secret_variables(self.secrets))
        return AnsibleProcess(
            arguments(paths, python=sys.executable, hosts=hosts, roles=request.roles, for_real=request.for_real),
            environment=environment(paths, events=events, hosts=hosts, settings=settings, mark=token_hex(16)),
            folder=paths.work,
            events=events,
            kept_open=() if self.lock is None else (self.lock,),
        )

    def _without_secrets(self, text: str) -> str:
        return shown(hider(json.loads(secret_variables(self.secrets)))(text))


@dataclass(frozen=True)
class Work:
    """What every round of a run shares."""

    request: RunRequest
    paths: Paths
    stop: Stop
    results: Results


class Results:
    """The results so far: one a host, told to whoever listens as each comes in."""

    def __init__(self, hosts: tuple[str, ...], on_result: OnResult) -> None:
        self._hosts = hosts
        self._on_result = on_result
        self._of: dict[str, HostResult] = {}

    @property
    def any(self) -> bool:
        return bool(self._of)

    def take(self, results: Iterable[HostResult]) -> None:
        for result in results:
            self._of[result.device] = result
            self._on_result(result)

    def not_attempted(self, why: str) -> None:
        """Give every host that has no result yet the one it has by that: nothing was done to it, and why."""
        left = [host for host in self._hosts if host not in self._of]
        self.take(HostResult(device=host, end=HostEnd.NOT_ATTEMPTED, says=f"{host}: {why}") for host in left)

    def in_order(self) -> tuple[HostResult, ...]:
        return tuple(self._of[host] for host in self._hosts)


def _id_fault(host: str) -> Fault | None:
    try:
        own_id(host)
    except ValueError as error:
        return Fault(f"host {shown(host)}", str(error), "name hosts by their own ids")
    return None


def _why_not(story: RunStory, complaint: str, stop: Stop) -> str:
    if stop.asked_by:
        return f"the run was stopped ({stop.asked_by}) before it came to this host; run it again when ready."
    if story.ended:
        return "no playbook covers this host; check its kind, then run `ictops inventory` again."
    return f"the run broke off before it came to this host: {complaint or 'without a word'}. Put that right and run again."


def _never_began(request: RunRequest, story: RunStory, complaint: str) -> Fault:
    where = f"run {request.id} at {request.school}"
    if story.refused:
        missing, extra = (", ".join(map(shown, names)) or "none" for names in story.refused)
        what = (
            f"Ansible would not run on the hosts that were asked for (not in its inventory: {missing}; not asked for: {extra})"
        )
        return Fault(where, f"{what}, so nothing was begun", "run `ictops inventory` again and compare")
    return Fault(
        where, f"Ansible did not come to its first task, so nothing was begun: {complaint}", "put that right and run again"
    )
