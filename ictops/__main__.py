"""`python -m ictops` is the command `ictops`."""

from ictops.cli import main

main()
