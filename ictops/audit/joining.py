"""Which rows of staff lists speak of one person. The staff number decides, then the work e-mail address; never a name alone.

- Same number, and the whole name or the address in common: one person. So are they with a word of the family name in common
  and given names alike (one begins with the other), as long as their addresses do not speak against it; but nobody who is on
  no list any more comes back by that alone. Schools with payrolls of their own give one number to two people.
- Same address, a given name in common, and no two numbers about it: one person. A number that no list has any more stands
  in the way of nobody who has the family name in common, too: whoever pays the trust's staff may number them anew.
- Rows that only somebody of the register brings together have a whole name in common, or given names alike and a family name
  or an address, or are asked about: what the register keeps of a person is one name, and the same lists taken twice must say
  the same.
- Anything else that shares a number or an address is in doubt: whoever has a key keeps it, the others get none and are
  asked about. Two numbers are two people, whatever else they share.

The rows may come in any order; the answer is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from ictops.estate import Asked, Question, StaffKey
from ictops.estate.facts import Place

type Mint = Callable[[], StaffKey]
"""Gives a key that nobody has"""

MANY = 300
"""Rows of one number or address that are more than these are nobody's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one row, or the register, knows somebody by. Only the register has a `key`, `since` when it is theirs, numbers that
    are on no list any more (`is_past`), and people who are on none (`is_gone`)."""

    place: Place
    number: str | None
    emails: frozenset[str]
    given: frozenset[str]
    family: frozenset[str]
    key: StaffKey | None = None
    since: date = date.max
    is_past: bool = False
    is_gone: bool = False

    @property
    def words(self) -> frozenset[str]:
        return self.given | self.family

    @property
    def number_now(self) -> str | None:
        return None if self.is_past else self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The key of each card, None where it is in doubt; what is asked; keys that turned out to be another's."""

    keys: tuple[StaffKey | None, ...]
    questions: tuple[Question, ...]
    were: dict[StaffKey, StaffKey]


class _Groups:
    """Cards that are one person, by their position (union-find)."""

    def __init__(self, size: int) -> None:
        self._leader = list(range(size))

    def of(self, at: int) -> int:
        while self._leader[at] != at:
            self._leader[at] = self._leader[self._leader[at]]
            at = self._leader[at]
        return at

    def are_one(self, those: Iterable[int]) -> None:
        leaders = {self.of(at) for at in those}
        for leader in leaders:
            self._leader[leader] = min(leaders)


def join(cards: Sequence[Card], mint: Mint) -> Joined:
    """Give every card the key of its person; a new one to a person nobody has seen."""
    groups = _Groups(len(cards))
    for those in (*_by_key(cards), *_by_number(cards), *_by_address(cards)):
        groups.are_one(those)
    members: dict[int, list[int]] = {}
    for at in range(len(cards)):
        members.setdefault(groups.of(at), []).append(at)
    carriers = _carriers(cards)
    keys, were = dict[int, StaffKey | None](), dict[StaffKey, StaffKey]()
    doubts = list[_Doubt]()
    for those in sorted(members.values(), key=lambda those: min(_order(cards[at]) for at in those)):
        held = sorted({(cards[at].since, key) for at in those if (key := cards[at].key)})
        fresh = [at for at in those if cards[at].key is None]
        doubt = _disagreement(cards, those, fresh) or (None if held else _doubt(cards, those, groups, carriers))
        if doubt:
            doubts.append(doubt)
            keys.update({at: cards[at].key for at in those})
            continue
        kept = held[0][1] if held else mint()
        were.update({key: kept for _, key in held if key != kept})
        keys.update(dict.fromkeys(those, kept))
    in_order = tuple(keys[at] for at in range(len(cards)))
    return Joined(keys=in_order, questions=tuple(_question(doubt, cards, in_order) for doubt in doubts), were=were)


def _order(card: Card) -> tuple[str, str, int]:
    sheet = card.place.sheet
    return card.place.source, sheet.text if sheet else "", card.place.row


def _indexed[By](cards: Sequence[Card], by: Callable[[Card], Iterable[By]]) -> dict[By, list[int]]:
    found: dict[By, list[int]] = {}
    for at, card in enumerate(cards):
        for one in by(card):
            found.setdefault(one, []).append(at)
    return found


def _by_key(cards: Sequence[Card]) -> Iterator[list[int]]:
    yield from _indexed(cards, lambda card: [card.key] if card.key else []).values()


def _by_number(cards: Sequence[Card]) -> Iterator[tuple[int, int]]:
    """Those of one number whose names or addresses say that they are one person."""
    for those in _indexed(cards, lambda card: [card.number] if card.number else []).values():
        if len(those) <= MANY:
            yield from (pair for pair in combinations(those, 2) if _agree(cards[pair[0]], cards[pair[1]]))


def _agree(one: Card, other: Card) -> bool:
    """Whether two of one number are one person."""
    if one.emails & other.emails or _have_one_name(one, other):
        return True
    if one.is_gone or other.is_gone or not one.family & other.family:
        return False
    return _given_alike(one, other) and not _have_other_addresses(one, other)


def _given_alike(one: Card, other: Card) -> bool:
    """Whether a given name of one begins with one of the other."""
    return any(mine.startswith(theirs) or theirs.startswith(mine) for mine in one.given for theirs in other.given)


def _have_one_name(one: Card, other: Card) -> bool:
    """Whether the whole name is in common, whatever is the family name in it, and whether all the given names are told."""
    return one.words == other.words or (one.family == other.family and bool(one.given & other.given))


def _have_other_addresses(one: Card, other: Card) -> bool:
    """Whether both have addresses and none is of one name: each school may have a domain of its own."""
    mine, theirs = ({email.partition("@")[0] for email in card.emails} for card in (one, other))
    return bool(mine and theirs) and not mine & theirs


def _by_address(cards: Sequence[Card]) -> Iterator[list[int]]:
    """Those of one address and given name, as long as the address has no two numbers about it."""
    carriers = _indexed(cards, lambda card: card.emails)
    in_doubt = {email for email, those in carriers.items() if len({cards[at].number_now for at in those} - {None}) > 1}
    given = _indexed(cards, lambda card: ((email, word) for email in card.emails for word in card.given))
    for (email, _), those in given.items():
        yield [at for at in those if not cards[at].is_past and (email not in in_doubt or cards[at].number is None)]
    whole = _indexed(cards, _whole_names)
    for (email, *_), those in whole.items():
        yield those if email not in in_doubt else [at for at in those if cards[at].number_now is None]


def _whole_names(card: Card) -> Iterator[tuple[str, str, str]]:
    for email in card.emails:
        yield from ((email, given, family) for given in card.given for family in card.family)


type Carriers = dict[str, list[int]]


def _carriers(cards: Sequence[Card]) -> Carriers:
    """The positions of everybody with a number or an address, in an order that the order of the cards does not change."""
    found = _indexed(cards, _identifiers)
    return {what: sorted(those, key=lambda at: (_order(cards[at]), cards[at].key or "")) for what, those in found.items()}


def _identifiers(card: Card) -> list[str]:
    return [*([f"number {card.number}"] if card.number else []), *(f"address {email}" for email in sorted(card.emails))]


@dataclass(frozen=True, slots=True)
class _Doubt:
    why: Asked
    those: Sequence[int]
    other: int


def _disagreement(cards: Sequence[Card], those: Sequence[int], fresh: Sequence[int]) -> _Doubt | None:
    """Rows that hang together by somebody between them, and would not be one person by themselves."""
    apart = len(fresh) > MANY or any(_are_apart(cards[one], cards[other]) for one, other in combinations(fresh, 2))
    known = next((at for at in those if cards[at].key), fresh[-1] if fresh else 0)
    return _Doubt(Asked.ONE_NUMBER, fresh, known) if apart else None


def _are_apart(one: Card, other: Card) -> bool:
    if one.number and one.number == other.number:
        return not _agree(one, other)
    alike = not (one.given and other.given) or _given_alike(one, other)
    return not (one.words == other.words or (alike and (one.family & other.family or one.emails & other.emails)))


def _doubt(cards: Sequence[Card], those: Sequence[int], groups: _Groups, carriers: Carriers) -> _Doubt | None:
    """Why nobody can say whether these are somebody new, if so: others carry their number, or their address."""
    group = groups.of(those[0])
    for at in sorted(those, key=lambda at: _order(cards[at])):
        for other in (one for what in _identifiers(cards[at]) for one in carriers[what]):
            if groups.of(other) != group and (why := _clash(cards[at], cards[other])):
                return _Doubt(why, those, other)
    return None


def _clash(mine: Card, other: Card) -> Asked | None:
    if mine.number and mine.number == other.number:
        return Asked.ONE_NUMBER
    if not mine.emails & other.emails:
        return None
    either_may_be = mine.number is None or (other.number is None and other.key is not None)
    return Asked.ONE_ADDRESS if either_may_be or mine.words & other.words else None


def _question(doubt: _Doubt, cards: Sequence[Card], keys: Sequence[StaffKey | None]) -> Question:
    mine = sorted((cards[at] for at in doubt.those), key=_order)
    key = keys[doubt.other]
    places = (*(card.place for card in mine), *(() if key else (cards[doubt.other].place,)))
    return Question(why=doubt.why, places=tuple(dict.fromkeys(places)), keys=(key,) if key else ())
