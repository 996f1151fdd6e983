"""Turns templates into pages. Whatever a template prints passes `shown`: made visible here, escaped by Jinja after."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ictops.estate import Attribute, Device, Untrusted
from ictops.report import audits, groups, words
from ictops.report.lookup import Lookup
from ictops.report.nouns import ReportData
from ictops.report.visible import visible


def page(template: str, data: ReportData, **more: Any) -> str:
    """One self-contained page of HTML. A template that names something unknown raises, rather than leaving a gap."""
    return environment().get_template(template).render(data=data, names=Lookup.of(data), **more)


@cache
def environment() -> Environment:
    """Jinja with escaping on, nothing undefined allowed, and our words as filters."""
    made = Environment(
        loader=PackageLoader("ictops.report"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters |= {
        "anchor": anchor,
        "attribute": attribute,
        "chosen": audits.chosen_words,
        "counted": words.counted,
        "date": words.date_words,
        "day": words.day,
        "asked": lambda change: words.asked(change.after, change.relation),
        "items": words.items,
        "iso": iso,
        "kind": words.plain,
        "left_out": audits.left_out_words,
        "people_and_devices": audits.people_and_devices,
        "every_source": audits.every_source,
        "reject_runs": audits.reject_runs,
        "place": audits.place_words,
        "sides": audits.sides,
        "until": audits.until_words,
        "sentence": words.sentence,
        "minute": words.minute,
        "link": link,
    }
    made.globals |= {"drift_says": groups.DRIFT_SAYS}
    return made


def shown(value: object) -> object:
    """What a template may print: our markup, numbers, and text with its unseen characters made visible. Nothing else."""
    match value:
        case Markup() | bool() | int():
            return value
        case str() | Untrusted():
            return visible(value)
        case _:
            raise TypeError(f"a page may not print a {type(value).__name__}: say in the template how it reads")


def anchor(text: str) -> str:
    """The text as an anchor: `STO.SMB.1v1` gives `sto-smb-1v1`."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower())


def attribute(device: Device, name: str) -> str:
    """What the audit says of a device, or nothing where it is silent or contradicts itself."""
    return words.name_or(device.get(Attribute(name)), "")


def iso(moment: date) -> str:
    return moment.isoformat()


def link(url: str) -> str:
    """The address when it is a web page's, else none: an address of another kind never becomes a link."""
    return url if url.startswith("https://") else ""
