"""Our sweep, once: every probe of every lab host, read by the product's own Reader. Prints seconds and counts as JSON.

python -m tests.bench.our_sweep TRUST cold|prepared
"""

from __future__ import annotations

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from ictops.apply import NotRead, ReadRequest
from ictops.wiring import observing
from tests.bench.trust_in_lab import lab_hosts, opened


def main(folder: str, start: str) -> None:
    trust = opened(Path(folder))
    schools = tuple(school.id for school in trust.folder.file.schools)
    devices = {device.id: device for device in observing.managed_devices(trust, schools)}
    wanted = {host.device for host in lab_hosts(trust)}
    all_of_them = (observing._request(trust, school, devices, datetime.now(UTC)) for school in schools)
    requests = tuple(_only(request, wanted) for request in all_of_them)
    reader = observing._reader(trust, schools)
    if start == "prepared":
        reader.prepare()
        time.sleep(2)
    began = time.monotonic()
    answers = reader.read(requests)
    seconds = time.monotonic() - began
    probes = [(host, name) for request in requests for host, scripts in request.scripts.items() for name in scripts]
    lost = [host for host, name in probes if isinstance(a := answers[host], NotRead) or a[name].text is None]
    print(json.dumps({"seconds": seconds, "hosts": len(answers), "probes": len(probes), "lost": lost}))


def _only(request: ReadRequest, wanted: set[str]) -> ReadRequest:
    return request.model_copy(update={"scripts": {h: s for h, s in request.scripts.items() if h in wanted}})


if __name__ == "__main__":
    main(*sys.argv[1:])
