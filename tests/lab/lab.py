"""Start the lab's commands from anywhere: `tests/lab/lab.py up`. The work is in commands.py."""

import runpy
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parents[2])
runpy.run_module("tests.lab.commands", run_name="__main__")
