"""What the words of a type column mean. First match wins, so the narrower wordings stand first."""

from __future__ import annotations

import re
from functools import lru_cache

from ictops.estate import Kind

_NOT_WHAT_THEY_SOUND_LIKE = (
    r"trolley|charging|\bups\b|(?<!coat )(?<!bike )(?<!shoe )(?<!book )\brack\b|(?<!filing )cabinet|patch panel|3d printer"
    r"|\bkvm\b|projector|visuali[sz]er|printer cable|toner"
)

_BESIDE = r"[&+,(]| (with|and|plus|inc|incl|including|in|on|at|for|no|without) "
"""After it stands what a device has, or where it is: "laptop with charger" is a laptop."""

_NO_DEVICE = (
    rf"^((?!{_BESIDE}).)*?(adapt[eo]rs?\b|charger|power suppl|\bbags?\b|\bcases?\b|\bstands?\b(?!.?alone)|licen[cs]es?\b"
    r"|bracket|\b(notice|ironing|chalk|black|dry.?wipe) ?boards?\b|light switch|nintendo"
    r"|(?<!help )(?<!front )(?<!service )(?<!reception )\b(desks?|tables?|chairs?|hatch)$)"
)
"""What goes with a device or is only called like one: it has no kind."""

_WORDS: tuple[tuple[str, Kind | None], ...] = (
    (_NOT_WHAT_THEY_SOUND_LIKE, Kind.OTHER),
    (_NO_DEVICE, None),
    (r"\bfile\s*(and|&|\+|/)\s*print\b|\bprint\s*(and|&|\+|/)\s*file\b", Kind.SERVER),
    (r"\bprint(ing)? ?(server|srv)\b|papercut server", Kind.PRINT_SERVER),
    (r"domain controller|directory (server|services?)|active directory|\b(ad )?dc\b", Kind.DIRECTORY),
    (r"\bfile ?server\b|\bfiler\b|\bnas\b|storage server|curriculum server", Kind.FILE_SERVER),
    (
        r"\b(class ?room|teaching|teacher'?s?'?|class|(white)?board)[ -](room[ -])?(pc|computer|desktop|machine|workstation)\b",
        Kind.CLASSROOM_PC,
    ),
    (
        r"white ?boards?\b|\biwbs?\b|interactive (flat )?(board|panel|display|screen|touch)|smart ?board|touch ?(panel|screen)"
        r"|activ ?(board|panel)|clevertouch|promethean|\bboards?\b",
        Kind.WHITEBOARD,
    ),
    (r"access ?points?|\bw?aps?\b|wireless ap", Kind.ACCESS_POINT),
    (r"\bswitch(es)?\b", Kind.SWITCH),
    (r"printers?\b|copiers?\b|\bmfds?\b|\bmfps?\b|multi-? ?function|laser ?jet|plotter", Kind.PRINTER),
    (r"laptops?\b|notebooks?\b|chromebooks?\b|macbooks?\b|netbooks?\b|\bconvertibles?\b|\bdetachables?\b", Kind.LAPTOP),
    (r"\bipads?\b|tablets?\b", Kind.TABLET),
    (r"servers?\b|hypervisor|\besxi\b|vm host", Kind.SERVER),
    (r"\bpcs?\b|desktops?\b|workstations?\b|computers?\b|all.in.one|\bi?macs?\b|mac mini|thin client", Kind.OTHER),
)

_PATTERNS = tuple((re.compile(words), kind) for words, kind in _WORDS)

_NARROWER = {Kind.SERVER: {Kind.DIRECTORY, Kind.FILE_SERVER, Kind.PRINT_SERVER}, Kind.OTHER: set(Kind)}


def kind_of(text: str) -> Kind | None:
    """The kind that a type, or a sheet's name, speaks of; None when it has no word we know."""
    return _kind_of(text[:200])


@lru_cache(maxsize=16_384)
def _kind_of(text: str) -> Kind | None:
    words = _plain(text)
    return next((kind for pattern, kind in _PATTERNS if pattern.search(words)), None)


def _plain(text: str) -> str:
    return re.sub(r"[\s_]+", " ", text.casefold())


def is_no_device(text: str) -> bool:
    """Whether a text names what goes with a device or is only called like one: a charger, a case, a notice board, a desk."""
    return kind_of(text) is None and bool(_PATTERNS[1][0].search(_plain(text[:200])))


_DOCK = re.compile(r"\bdock(s|ing)?\b|\bport replicators?\b")
_WITH_ONE = re.compile(r"\b(with|and|plus|inc|incl|includes|including)\b|[+&,]")


def is_dock(kind: str, model: str) -> bool:
    """Whether a device is a docking station, by the words for its type and its model. A laptop with one is none."""
    return _is_dock(kind[:200], model[:200])


@lru_cache(maxsize=4_096)
def _is_dock(kind: str, model: str) -> bool:
    return _names_a_dock(kind) or (_kind_of(kind) in {None, Kind.OTHER} and _names_a_dock(model))


def _names_a_dock(text: str) -> bool:
    words = text.casefold()
    return _DOCK.search(words) is not None and not _WITH_ONE.search(words)


def narrowest(kinds: frozenset[Kind]) -> frozenset[Kind]:
    """The kinds left when those that merely say less are taken away: a server that is a file server, a PC of a class."""
    return frozenset(kind for kind in kinds if not (_NARROWER.get(kind, set()) & (kinds - {kind})))


WORDS_IN_IDS = {
    Kind.DIRECTORY: "dc",
    Kind.FILE_SERVER: "fs",
    Kind.PRINT_SERVER: "print",
    Kind.CLASSROOM_PC: "pc",
    Kind.WHITEBOARD: "board",
    Kind.PRINTER: "printer",
    Kind.SWITCH: "switch",
    Kind.ACCESS_POINT: "ap",
    Kind.LAPTOP: "laptop",
    Kind.TABLET: "tablet",
    Kind.SERVER: "server",
    Kind.OTHER: "other",
}
"""The kind's short word in a device's id."""
