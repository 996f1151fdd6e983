"""Starts a command from a process that is small itself, and writes how it went to a file: seconds, MiB, status.

    python -I -S launch.py RESULT COMMAND...

A process begins with the memory of the one that started it on its account. From the benchmark itself, that would hide the rest.
`mebibytes` are those of the largest process, as the kernel counted; `together` those of all at once, looked at ten times a
second, what they share counted in each.
"""

import json
import os
import sys
import threading
import time

PAGE = os.sysconf("SC_PAGE_SIZE")


def resident(process: int) -> int:
    """Bytes in memory of a process and of all that it started; one that has just ended has none."""
    try:
        with open(f"/proc/{process}/statm") as told:
            own = int(told.read().split()[1]) * PAGE
        with open(f"/proc/{process}/task/{process}/children") as told:
            return own + sum(resident(int(child)) for child in told.read().split())
    except OSError:
        return 0


def look(process: int, seen: list[int]) -> None:
    while True:
        seen[0] = max(seen[0], resident(process))
        time.sleep(0.1)


seen = [0]
began = time.monotonic()
process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
threading.Thread(target=look, args=(process, seen), daemon=True).start()
_, status, usage = os.wait4(process, 0)
seconds = time.monotonic() - began
with open(sys.argv[1], "w", encoding="utf-8") as result:
    told = {"seconds": seconds, "mebibytes": usage.ru_maxrss / 1024, "together": seen[0] / 1024**2}
    json.dump({**told, "status": os.waitstatus_to_exitcode(status)}, result)
