"""The trust's standard, and the catalogue of controls that say whether a host keeps it."""

from ictops.standard.control import Area, CannotTell, Clause, Control, Host, NotApplicable, Probe, Relation, Settings, Undone

__all__ = ["Area", "CannotTell", "Clause", "Control", "Host", "NotApplicable", "Probe", "Relation", "Settings", "Undone"]
