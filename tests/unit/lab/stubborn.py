"""Says that it is ready, does not hear the first SIGTERM, and ends with 5 at the second."""

from __future__ import annotations

import signal
import sys
from types import FrameType

HEARD: list[int] = []


def hear(number: int, _: FrameType | None) -> None:
    HEARD.append(number)
    if len(HEARD) == 2:
        sys.exit(5)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, hear)
    print("ready", flush=True)
    while True:
        signal.pause()
