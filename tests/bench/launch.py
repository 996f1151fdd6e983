"""Starts a command from a process that is small itself, and writes how it went to a file: seconds, MiB, status.

    python -I -S launch.py RESULT COMMAND...

A process begins with the memory of the one that started it on its account. From the benchmark itself, that would hide the rest.
"""

import json
import os
import sys
import time

began = time.monotonic()
process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(process, 0)
seconds = time.monotonic() - began
with open(sys.argv[1], "w", encoding="utf-8") as result:
    json.dump({"seconds": seconds, "mebibytes": usage.ru_maxrss / 1024, "status": os.waitstatus_to_exitcode(status)}, result)
