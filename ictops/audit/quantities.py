"""Devices that somebody counted and nobody listed: a column of quantities, or "30 x laptop" in a cell. Never one device."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ictops.audit.columns import IDENTITY, Columns, Lists
from ictops.audit.counting import Several, counts, is_only_a_kind, is_range, is_several
from ictops.audit.fill import Standing
from ictops.audit.headers import MAYBE_QUANTITY_HEADERS, key
from ictops.audit.layout import Block
from ictops.audit.nouns import About, Doubt, Entry
from ictops.audit.odd import tells_a_password
from ictops.audit.records import place_of
from ictops.audit.tables import Row
from ictops.audit.things import is_machine, is_thing
from ictops.audit.values import clean, is_kind_word, proper_form, silent
from ictops.estate import Attribute, Place, Source, Untrusted

TOTAL = re.compile(r"((sub|grand|overall)[ -]?)?totals?(?![\w-]).*", re.IGNORECASE)
_ONLY_A_TOTAL = re.compile(
    r"((sub|grand|overall)[ -]?)?totals?( (number|no|devices|items|units|quantity|qty))*[ :=]*", re.IGNORECASE
)
_COST = re.compile(
    r"(delivery|carriage|postage|shipping|p ?& ?p|vat|discount|installation|labour)( (charge|cost|fee)s?)?", re.IGNORECASE
)
"""What stands among the things on an invoice and is none."""
_DONE = "prepared|compiled|checked|completed|produced|approved|verified|audited|signed|printed|reviewed"
_FOOTER = re.compile(
    rf"({_DONE})( off)? (by|on)\b.*|(signed|signature|({_DONE})( off)? by)[ :._-]*|page \d+ of \d+"
    r"|\W*end of (the )?(list|register|report|inventory|page|sheet|file|document)\W*",
    re.IGNORECASE,
)
"""What stands below a list: who made it, and that it ends."""
_QUANTITY = re.compile(r"(\d{1,6}|\d{1,3}(?:,\d{3})+)(?:\.0+)?")
UNREAD = "its quantity is not a plain number: write how many they are, or list them one by one"
_SMALL = re.compile(r"1?\d{1,2}(?:\.0+)?")
NAMELESS = "no serial, tag, MAC or name to know it by"
WRITE_HOW_MANY = "write how many in a column called Quantity"
ONLY_A_KIND = f"named by a kind of device alone: list them one by one with a serial or a tag each, or {WRITE_HOW_MANY}"
UNLISTED = "counts devices: list them one by one, or write how many in a column of quantities"
_SINGLES_OUT = frozenset({Attribute.SERIAL, Attribute.TAG, Attribute.MAC, Attribute.ADDRESS})
_WORDS = frozenset({Attribute.KIND, Attribute.NAME, Attribute.TAG})
_LABELS = frozenset({Attribute.ROOM, Attribute.LOCATION, Attribute.KIND, Attribute.MAKER, Attribute.MODEL})
_ON_A_NETWORK = frozenset({Attribute.MAC, Attribute.ADDRESS, Attribute.SYSTEM})
_CALLED = (Attribute.KIND, Attribute.NAME, Attribute.TAG)
_MADE = (Attribute.MODEL, Attribute.MAKER, Attribute.SYSTEM)
_TOLD = {"kind": Attribute.KIND, "model": Attribute.MODEL, "room": Attribute.ROOM}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many a row speaks of, the column that says so, and of what, where that very cell says it. Without a number the row
    counts devices, and `why_not` says why nobody can tell how many."""

    number: int | None
    column: int
    what: str | None = None
    why_not: str = UNREAD


def with_quantity(block: Block, read: Columns) -> Columns:
    """The columns of a list made by hand, with the one that says how many where only what stands below it can tell so."""
    if read.lists is not Lists.DEVICES or read.quantity is not None or not all(map(is_kind_word, _names(block, read))):
        return read
    free = (at for at, cell in enumerate(block.header.cells) if at not in read.attributes and _may_count(cell.text.text))
    return next((replace(read, quantity=at) for at in free if _all_small(block, at)), read)


def _names(block: Block, read: Columns) -> list[str]:
    names = [at for at, what in read.attributes.items() if what is Attribute.NAME]
    return [text for row in block.rows for at in names if not silent(text := row.cell(at).text.text)]


def _may_count(header: str) -> bool:
    return key(header) in MAYBE_QUANTITY_HEADERS


def _all_small(block: Block, at: int) -> bool:
    told = [text for row in block.rows if not silent(text := row.cell(at).text.text)]
    return bool(told) and all(_SMALL.fullmatch(text.strip()) for text in told)


def counted(row: Row, standing: Mapping[int, Standing], read: Columns) -> Counted | None:
    """The quantity that a row tells; None where it tells none."""
    if read.quantity is not None and not silent(told := row.cell(read.quantity).text.text):
        found = _QUANTITY.fullmatch(told.strip())
        return Counted(int(found[1].replace(",", "")) if found else None, read.quantity)
    for at, stands in standing.items():
        what = read.attributes[at]
        if what in _WORDS and stands.row == row.number and (several := _in_a_cell(what, stands.cell.text.text)):
            return Counted(several.number, at, several.what, UNLISTED)
    return None


def is_count(found: Counted, standing: Mapping[int, Standing], read: Columns) -> bool:
    """Whether a row without serial, tag, MAC and address counts devices: one of a name may be that very device."""
    names = any(read.attributes[at] is Attribute.NAME for at in standing) and not named_by_a_kind(standing, read)
    return found.number is not None and (found.number > 1 or (found.number == 1 and not names))


def _in_a_cell(attribute: Attribute, text: str) -> Several | None:
    unlisted = attribute is not Attribute.KIND and (is_range(text) or is_several(text))
    return counts(text) or (Several() if unlisted else None)


def nobody(standing: Mapping[int, Standing], read: Columns, *, known: bool, alone: bool) -> str | None:
    """Why a row is no device's: it has nothing to know it by, or, `alone` with its name, none but the word for a kind."""
    types = _texts_of(standing, read, Attribute.KIND)
    if types and all(map(is_thing, types)) and not {read.attributes[at] for at in standing} & _ON_A_NETWORK:
        return "its type is that of no device"
    if known:
        return ONLY_A_KIND if alone and named_by_a_kind(standing, read) else None
    return f"{NAMELESS}; if it counts devices, {WRITE_HOW_MANY}" if any(map(is_only_a_kind, types)) else NAMELESS


def named_by_a_kind(standing: Mapping[int, Standing], read: Columns) -> bool:
    """Whether all that a row is called is the word for a kind of device."""
    names = _texts_of(standing, read, Attribute.NAME)
    return bool(names) and all(map(is_only_a_kind, names))


def _texts_of(standing: Mapping[int, Standing], read: Columns, attribute: Attribute) -> list[str]:
    texts = [stands.cell.text.text for at, stands in standing.items() if read.attributes[at] is attribute]
    return [text for text in texts if not silent(text)]


def no_device(row: Row) -> str | None:
    """Why a row of a list made by hand that nothing singles out speaks of no device, as its first words say; or None."""
    texts = [clean(cell.text.text) for cell in row.cells if not cell.blank]
    if any(TOTAL.fullmatch(text) for text in texts[:1]) or any(_ONLY_A_TOTAL.fullmatch(text) for text in texts):
        return "a total, not a device"
    return "a cost, not a device" if any(_COST.fullmatch(text) for text in texts[:1]) else None


def is_footer(row: Row, read: Columns) -> bool:
    """Whether a row of a list made by hand stands below it: its first words say so in a column of what devices are known by,
    or, where the row says little more, of what they are or where."""
    at = next((at for at, cell in enumerate(row.cells) if not cell.blank), 0)
    if _FOOTER.fullmatch(clean(row.cell(at).text.text)) is None:
        return False
    return read.attributes.get(at) in (IDENTITY if row.filled > 2 else IDENTITY | _LABELS)


def singled_out(standing: Mapping[int, Standing], read: Columns, quantity: str) -> Attribute | None:
    """The attribute by which a row speaks of one device, whatever quantity stands beside it."""
    for at, stands in standing.items():
        one = read.attributes[at]
        if one in _SINGLES_OUT and _singles_out(one, stands.cell.text.text, quantity):
            return one
    return None


def _singles_out(attribute: Attribute, text: str, quantity: str) -> bool:
    """Whether a text is what its column says: several serials are none, and words beside a quantity no tag."""
    words = attribute is Attribute.TAG and not any(map(str.isdigit, text))
    if silent(text) or (words and not silent(quantity) and quantity.strip() != "1"):
        return False
    return attribute not in {Attribute.SERIAL, Attribute.TAG} or proper_form(attribute, text) is not None


def with_kinds(standing: Mapping[int, Standing], read: Columns) -> Columns:
    """The columns as a row has them: where no other cell tells its kind, the word for a kind in a tag's place does."""
    if Attribute.KIND in map(read.attributes.__getitem__, standing):
        return read
    kinds = {
        at: Attribute.KIND
        for at, stands in standing.items()
        if read.attributes[at] is Attribute.TAG and is_kind_word(stands.cell.text.text)
    }
    return replace(read, attributes={**read.attributes, **kinds}) if kinds else read


def of_devices(standing: Mapping[int, Standing], read: Columns, found: Counted) -> bool | None:
    """Whether what a row counts is called like devices; None where nothing but a model or a maker nobody knows says so."""
    called = [found.what or "", *(text for one in _CALLED for text in _texts_of(standing, read, one))]
    made = [text for one in _MADE for text in _texts_of(standing, read, one)]
    return True if any(map(is_machine, [*called, *made])) else (False if any(called) else None)


def entry(source: Source, place: Place, standing: Mapping[int, Standing], read: Columns, found: Counted) -> Entry:
    """The entry of a row that counts devices: of which kind and model, in which room, how many."""
    said = {read.attributes[at]: stands.cell.text.text for at, stands in sorted(standing.items(), reverse=True)}
    fields = {name: said[attribute] for name, attribute in _TOLD.items() if attribute in said}
    fields["kind"] = found.what or fields.get("kind") or said.get(Attribute.NAME) or said.get(Attribute.TAG, "")
    kept = {name: Untrusted(clean(text)) for name, text in fields.items() if not silent(text) and not tells_a_password(text)}
    kept["number"] = Untrusted(str(found.number))
    return Entry(about=About.COUNT, place=place, as_of=source.describes, fields=tuple(sorted(kept.items())))


def doubt(source: Source, place: Place, found: Counted, known_by: Attribute) -> Doubt:
    """What is said of a quantity that stands beside a serial, tag, MAC or address: that names one device, not many."""
    at = place_of(source, place.sheet, place.row, found.column)
    unread = "words that count devices" if found.why_not == UNLISTED else "a quantity that is no plain number"
    quantity = unread if found.number is None else f"a quantity of {found.number}"
    reason = f"stands beside {quantity}, which was not believed: it is one device"
    return Doubt(place=at, attribute=known_by, reason=reason, kept=True)
