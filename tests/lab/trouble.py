"""What can go wrong with the lab, as sentences for the person at the terminal."""

from __future__ import annotations


class LabTrouble(Exception):
    """What is wrong, where, and what to do next. Ends the command with exit number 1."""

    exit_number = 1


class WrongWords(LabTrouble):
    """The command's words cannot be used."""

    exit_number = 2


class CannotRunHere(LabTrouble):
    """This machine cannot run the lab's containers as it stands."""

    exit_number = 4
