"""How a file server meets those who do not say who they are, or prove it in a way that is long broken."""

from __future__ import annotations

from functools import partial

from ictops.estate import Kind, Value
from ictops.standard.catalogue import clauses
from ictops.standard.catalogue.shares import read_samba
from ictops.standard.catalogue.storage_probe import PROBE
from ictops.standard.control import Area, CannotTell, Control, Relation, nothing

PROOFS = {"ntlmv2-only": False, "disabled": False, "mschapv2-and-ntlmv2-only": True, "ntlmv1-permitted": True}
"""Every word of Samba's for `ntlm auth`, and whether it lets in anything older than NTLMv2."""
TELLS = {"2": False, "1": True, "0": True}
"""`restrict anonymous`: only 2 tells somebody without a name neither who has accounts nor what is shared."""
TAKEN_FOR = {"Never": False, "Bad User": True, "Bad Password": True, "Bad Uid": True}
"""`map to guest`: whether a sign-in that fails is let in as the guest."""


def weak_proofs(output: str) -> Value:
    """Samba's word for the sign-ins older than NTLMv2 that the server takes; nothing when it takes none."""
    return _among(output, ("ntlm auth", PROOFS))


def open_to_strangers(output: str) -> Value:
    """The settings that tell somebody without a name about the server, or let a failed sign-in in as a guest."""
    return _among(output, ("map to guest", TAKEN_FOR), ("restrict anonymous", TELLS))


def _among(output: str, *settings: tuple[str, dict[str, bool]]) -> Value:
    read = read_samba(output)
    found = []
    for name, words in settings:
        value = read.server(name)
        if value not in words:
            raise CannotTell(f"testparm printed {value!r} for {name!r}, which is not known")
        found += [f"{name}: {value}"] if words[value] else []
    return tuple(found)


_control = partial(
    Control,
    area=Area.STORAGE,
    kinds=frozenset({Kind.FILE_SERVER}),
    role="network_storage",
    probe=PROBE,
    relation=Relation.WITHIN,
    intend=nothing,
)

CONTROLS = (
    _control(
        id="STO.NTLM.1v1",
        requirement="A file server must take no proof of a password that is older than NTLMv2.",
        governor="Our file servers no longer accept a way of checking passwords that is easily broken.",
        value_says="the setting that takes older proofs",
        measure=weak_proofs,
        evidence_towards=(clauses.SECURE_CONFIGURATION, clauses.REVIEWED),
        undo="Take the older proofs again, as the server's own configuration says, and reload the service.",
    ),
    _control(
        id="STO.NAMELESS.1v1",
        requirement="A file server must tell nobody without a name what it has, and let no failed sign-in in as a guest.",
        governor="Somebody who does not sign in learns nothing from our file servers: no names of people, no list of folders.",
        value_says="the settings that let people in, or tell them something, without a name",
        measure=open_to_strangers,
        evidence_towards=(clauses.OWN_ACCOUNTS, clauses.SECURE_CONFIGURATION),
        undo="Set what is told without a name, and who becomes the guest, back in the configuration and reload the service.",
    ),
)
