"""The nouns every room speaks: frozen, strict, and free of input and output."""

from ictops.estate.base import Frozen, Untrusted
from ictops.estate.devices import Alias, AliasKind, Device, Kind
from ictops.estate.facts import DAYS, Attribute, Conflict, Fact, Place, Source
from ictops.estate.ids import ControlId, DeviceId, OwnId, SchoolId
from ictops.estate.organisation import Education, School, Trust, Urn
from ictops.estate.people import Asked, Listed, Post, Question, Staff, StaffKey, StaffList, in_order_of_post
from ictops.estate.settings import Estate, Setting, Value

__all__ = [
    "DAYS",
    "Alias",
    "AliasKind",
    "Asked",
    "Attribute",
    "Conflict",
    "ControlId",
    "Device",
    "DeviceId",
    "Education",
    "Estate",
    "Fact",
    "Frozen",
    "Kind",
    "Listed",
    "OwnId",
    "Place",
    "Post",
    "Question",
    "School",
    "SchoolId",
    "Setting",
    "Source",
    "Staff",
    "StaffKey",
    "StaffList",
    "Trust",
    "Untrusted",
    "Urn",
    "Value",
    "in_order_of_post",
]
