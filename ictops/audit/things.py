"""Words for machines, and for things that are none: furniture, plant, instruments, vehicles."""

from __future__ import annotations

import re

from ictops.audit.kinds import kind_of

_MACHINE = re.compile(
    r"\b(devices?|hardware|(?<!washing )(?<!sewing )(?<!vending )machines?"
    r"|phones?|handsets?|cameras?|cctv|scanners?|tills?|kiosks?|routers?|firewalls?|gateways?|modems?"
    r"|controllers?|monitors?|displays?|screens?|tvs?|televisions?|projectors?|consoles?|docks?|docking|hubs?|nvrs?|dvrs?|readers?"
    r"|terminals?|sensors?|speakers?|amplifiers?|headsets?|microphones?|drives?|base units?"
    r"|dell|hp|lenovo|acer|asus|apple|microsoft|samsung|toshiba|fujitsu|viglen|epson|canon|ricoh|kyocera|xerox|konica|lexmark|oki"
    r"|cisco|aruba|ubiquiti|unifi|netgear|benq|optoma|viewsonic|iiyama|yealink|latitude|optiplex|think(pad|centre)|(pro|elite)book"
    r"|(pro|elite)desk|surface|galaxy)\b"
)
"""Words for machines that are no kind of ours, and the names of those who make them."""
_THING = re.compile(
    r".*\b(chairs?|desks?|tables?|stools?|bench(es)?|filing cabinets?|bookcases?|cupboards?|sofas?|lockers?|water coolers?"
    r"|boilers?|radiators?|(fire )?extinguishers?|kettles?|toasters?|microwaves?|fridges?|freezers?|ovens?|dishwashers?|pianos?"
    r"|violins?|cellos?|guitars?|mini ?bus(es)?|mowers?|ladders?|kilns?|laminators?|shredders?|guillotines?|lathes?|drills?"
    r"|saws?|sanders?|hoists?|wheelchairs?|defibrillators?|(washing|sewing|vending|embroidery) machines?|(tumble|hand) dryers?"
    r"|vacuum cleaners?|hoovers?|heaters?|cookers?|hobs?|mirrors?|curtains?|blinds?|treadmills?|trampolines?|whistles?)"
)
"""Types of furniture, plant, instruments and vehicles, which have makers, models and serials, too."""
_PLACE = re.compile(
    r"\b((class|work|staff)?rooms?|suites?|labs?|laborator(y|ies)|offices?|halls?|cupboards?|stores?|blocks?|buildings?|areas?|"
    r"librar(y|ies)|corridors?|studios?|gyms?|workshops?|spaces?)( (\d+\w?|\w))?$"
)
"""How a place is called, be it that of servers or computers."""


def is_thing(text: str) -> bool:
    """Whether a type is that of furniture, plant, an instrument or a vehicle."""
    return bool(_THING.fullmatch(text[:200].casefold().strip())) and not is_machine(text)


def is_machine(text: str) -> bool:
    """Whether a text names a kind of device, or another machine, and not the place where such stand."""
    words = text[:200].casefold().strip()
    return not _PLACE.search(words) and (kind_of(words) is not None or bool(_MACHINE.search(words)))
