"""Our sweep, once: every probe of every lab host, read by the product's own Reader. Prints seconds and counts as JSON.

python -m tests.bench.our_sweep TRUST cold|prepared
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from ictops.apply import NotRead
from ictops.wiring.inventories import addresses_of
from ictops.wiring.sweeping import questions_for, reader_for, request_of
from tests.bench.trust_in_lab import lab_hosts, opened


def main(folder: str, start: str) -> None:
    trust = opened(Path(folder))
    schools = tuple(school.id for school in trust.folder.file.schools)
    wanted = {host.device for host in lab_hosts(trust)}
    addresses = {school: {h: a for h, a in addresses_of(trust, school).items() if h in wanted} for school in schools}
    requests = tuple(request_of(questions_for(trust, school, of, datetime.now(UTC))) for school, of in addresses.items() if of)
    reader = reader_for(trust, addresses)
    if start == "prepared":
        reader.prepare()
        time.sleep(2)
    began = time.monotonic()
    answers = reader.read(requests)
    seconds = time.monotonic() - began
    probes = [(host, name) for request in requests for host, scripts in request.scripts.items() for name in scripts]
    lost = [host for host, name in probes if isinstance(a := answers[host], NotRead) or a[name].text is None]
    print(json.dumps({"seconds": seconds, "hosts": len(answers), "probes": len(probes), "lost": lost}))


if __name__ == "__main__":
    main(*sys.argv[1:])
