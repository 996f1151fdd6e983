"""Compares our sweep with a bare SSH `true` and with `ansible-playbook --check`, over the lab's hosts, in one run.

    make bench        or        python tests/bench/bench.py [--rounds 9] [--ansible-rounds 3]

Ratios of medians, not seconds: they hold on other machines. Nothing is asserted: a benchmark that fails on a busy machine
teaches people to ignore it.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.bench import rivals  # noqa: E402
from tests.bench.measured import Figures, Once, run  # noqa: E402
from tests.bench.trust_in_lab import LAB, LabHost, lab_hosts, lab_is_up, opened, secrets, told_trust  # noqa: E402

COLD = "our sweep, its process started for it"
PREPARED = "our sweep, its process started before"
BARE = "bare `true` by asyncssh, its process started for it"
BARE_CONNECTIONS = "bare `true` by asyncssh, from the first connection on"
OPENSSH = "bare `true` by OpenSSH, one client a host at once"
CHECK = "ansible-playbook --check, one run a school at once"


def environment() -> dict[str, str]:
    """For every command alike: byte code is kept, as on any machine where Python is left alone."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "ANSIBLE_"))}
    return {**kept, **secrets(), "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


class Bench:
    """The measurements of one run."""

    def __init__(self, trust: Path, folder: Path) -> None:
        os.environ.update(secrets())
        self.trust = trust
        self.open = opened(trust)
        self.hosts = lab_hosts(self.open)
        self.user = self.open.folder.file.connection.user
        self.known = rivals.known_hosts(self.open, folder)
        self.folder = folder
        self.figures: dict[str, Figures] = {}
        self.probes = 0

    def sweeps(self) -> None:
        """One round of everything that takes about a second, one after another, so that a busy minute hits all alike."""
        for start, name in (("cold", COLD), ("prepared", PREPARED)):
            once = self._python("tests.bench.our_sweep", str(self.trust), start)
            found = json.loads(once.printed)
            if found["lost"]:
                sys.exit(f"bench: not everything was read: {', '.join(found['lost'])}")
            self.probes = found["probes"]
            self._add(name, found["seconds"], once.mebibytes)
        given = json.dumps([self._bare(host) for host in self.hosts])
        once = self._python("tests.bench.bare_ssh", str(LAB / "id"), given=given)
        self._add(BARE, once.seconds, once.mebibytes)
        self._add(BARE_CONNECTIONS, json.loads(once.printed)["seconds"], once.mebibytes)
        once = run(rivals.openssh_sweep(self.hosts, self.user, self.known), environment=environment())
        self._add(OPENSSH, once.seconds, once.mebibytes)

    def converge(self) -> None:
        """Bring every host onto the standard, the directory first: check mode stops at what a missing group would refuse."""
        first = tuple(host for host in self.hosts if host.school == "central")
        self._ansible(first, check=False)
        run([sys.executable, "tests/lab/lab.py", "staff"], environment=environment(), folder=ROOT)
        self._ansible(tuple(host for host in self.hosts if host not in first), check=False)

    def ansible(self) -> None:
        """One round of check mode."""
        once = self._ansible(self.hosts, check=True)
        self._add(CHECK, once.seconds, once.mebibytes)

    def _ansible(self, hosts: tuple[LabHost, ...], *, check: bool) -> Once:
        command = rivals.ansible(self.open, hosts, self.known, self.folder, check=check)
        told = {**environment(), "ANSIBLE_CONFIG": str(self.folder / "ansible.cfg")}
        return run(command, environment=told, folder=self.folder)

    def report(self) -> str:
        """The figures and their ratios."""
        median = {name: figures.median for name, figures in self.figures.items()}
        fastest = min((BARE, OPENSSH), key=lambda name: median[name])
        schools = sorted({host.school for host in self.hosts})
        lines = [
            f"{len(self.hosts)} hosts of {len(schools)} schools ({', '.join(schools)}), {self.probes} probes, "
            f"{os.cpu_count()} processors that the hosts share",
            *(str(figures) for figures in self.figures.values()),
            "",
            f"our sweep takes   {median[COLD] / median[fastest]:6.2f} x the bare sweep, each with its process ({fastest})",
            f"                  {median[PREPARED] / median[BARE_CONNECTIONS]:6.2f} x the bare sweep, neither with its process",
        ]
        if CHECK in median:
            lines.append(f"--check takes     {median[CHECK] / median[COLD]:6.1f} x our sweep with its process")
            lines.append(f"                  {median[CHECK] / median[PREPARED]:6.1f} x our sweep without")
        return "\n".join(lines)

    def _python(self, module: str, *words: str, given: str = "") -> Once:
        return run([sys.executable, "-m", module, *words], environment=environment(), given=given, folder=ROOT)

    def _bare(self, host: LabHost) -> dict[str, str]:
        return {"device": host.device, "address": host.address, "user": self.user, "known_hosts": str(self.known)}

    def _add(self, name: str, seconds: float, mebibytes: float) -> None:
        self.figures.setdefault(name, Figures(name)).add(seconds, mebibytes)


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--rounds", type=int, default=9, help="of the sweeps")
    words.add_argument(
        "--ansible-rounds", type=int, default=3, help="of --check, which takes a minute or more; 0 leaves it out"
    )
    asked = words.parse_args()
    lab_is_up()
    with tempfile.TemporaryDirectory(prefix="ictops-bench-") as folder:
        print("bench: importing the example trust", flush=True)
        bench = Bench(told_trust(Path(folder)), Path(folder))
        print("bench: bringing every host onto the standard, so that check mode can look at all of it", flush=True)
        bench.converge()
        for number in range(asked.rounds):
            print(f"bench: sweeps, round {number + 1} of {asked.rounds}", flush=True)
            bench.sweeps()
        for number in range(asked.ansible_rounds):
            print(f"bench: ansible-playbook --check, round {number + 1} of {asked.ansible_rounds}", flush=True)
            bench.ansible()
        print(f"\n{bench.report()}")


if __name__ == "__main__":
    main()
