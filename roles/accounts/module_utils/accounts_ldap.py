"""One connection to the directory, over LDAPS with a verified certificate, and the ways in which the role changes it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

try:
    import ldap
    import ldap.dn
    import ldap.modlist
except ImportError:  # the role installs it before it gets here; in a rehearsal it may not be there yet
    ldap = None

CONNECTION = {
    "server_uri": {"type": "str", "required": True},
    "bind_dn": {"type": "str", "required": True},
    "bind_pw": {"type": "str", "required": True, "no_log": True},
    "ca_path": {"type": "path", "required": True},
}
"""Options of every module here: which directory, as whom, and who signed its certificate."""
SECONDS = 30
ENTRY = re.compile(r"\b(CN|OU|DC)=.*?(,DC=[\w-]+)+|\b(CN|OU|DC)=[^'\"()]*", re.IGNORECASE)
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
"""What is quoted may be a logon name."""


class Refused(Exception):
    """The directory did not do as it was asked: what of which entry, and why not. A person's entry is a number here."""

    def __init__(self, why: str, what: str = "") -> None:
        super().__init__(f"{what}: {why}" if what else why)
        self.why, self.what = why, what


def connected(options: Mapping[str, Any]) -> Any:
    """A bound connection. Refused without LDAPS, or when the certificate is not trusted or the password is wrong."""
    if ldap is None:
        raise Refused("python-ldap is not installed on this host")
    if not options["server_uri"].startswith("ldaps://"):
        raise Refused("the password is sent over LDAPS only: begin the address with ldaps://")
    connection = ldap.initialize(options["server_uri"])
    connection.set_option(ldap.OPT_PROTOCOL_VERSION, 3)
    connection.set_option(ldap.OPT_REFERRALS, 0)
    connection.set_option(ldap.OPT_NETWORK_TIMEOUT, SECONDS)
    connection.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_DEMAND)
    connection.set_option(ldap.OPT_X_TLS_CACERTFILE, options["ca_path"])
    connection.set_option(ldap.OPT_X_TLS_NEWCTX, 0)
    try:
        connection.simple_bind_s(options["bind_dn"], options["bind_pw"])
    except ldap.LDAPError as error:
        raise Refused(f"Cannot bind: {_said(error)}") from None
    return connection


def applied(connection: Any, change: Mapping[str, Any]) -> str:
    """Make one change; gives why an entry that was to be removed stays, else nothing."""
    try:
        return WAYS[change["do"]](connection, change) or ""
    except ldap.LDAPError as error:
        raise Refused(_said(error), f"{change['do']} {_named(connection, change)}") from None


def _add(connection: Any, change: Mapping[str, Any]) -> None:
    connection.add_s(change["dn"], ldap.modlist.addModlist({name: _values(given) for name, given in _attributes(change)}))


def _set(connection: Any, change: Mapping[str, Any]) -> None:
    connection.modify_s(change["dn"], [(ldap.MOD_REPLACE, name, _values(given) or None) for name, given in _attributes(change)])


def _add_values(connection: Any, change: Mapping[str, Any]) -> None:
    _one_by_one(connection, change, ldap.MOD_ADD, (ldap.TYPE_OR_VALUE_EXISTS, ldap.ALREADY_EXISTS))


def _drop_values(connection: Any, change: Mapping[str, Any]) -> None:
    _one_by_one(connection, change, ldap.MOD_DELETE, (ldap.NO_SUCH_ATTRIBUTE, ldap.UNWILLING_TO_PERFORM))


def _one_by_one(connection: Any, change: Mapping[str, Any], way: int, fine: tuple[type[Exception], ...]) -> None:
    """All values at once; where the directory says that one of them is so already, one after the other, passing over those."""
    for name, given in _attributes(change):
        try:
            connection.modify_s(change["dn"], [(way, name, _values(given))])
        except fine:
            for value in _values(given):
                _unless(fine, lambda value=value, name=name: connection.modify_s(change["dn"], [(way, name, [value])]))


def _unless(fine: tuple[type[Exception], ...], do: Callable[[], object]) -> None:
    try:
        do()
    except fine as error:
        if isinstance(error, ldap.UNWILLING_TO_PERFORM) and "is not" not in str(error) and "not a member" not in str(error):
            raise


def _move(connection: Any, change: Mapping[str, Any]) -> None:
    lowest = ldap.dn.explode_dn(change["dn"])[0]
    connection.rename_s(change["dn"], lowest, newsuperior=change["to"], delold=1)


def _remove_empty(connection: Any, change: Mapping[str, Any]) -> str:
    """Remove an entry nothing stands in, or belongs to; the directory itself refuses where something stands below."""
    _, found = connection.search_s(change["dn"], ldap.SCOPE_BASE, attrlist=["member"])[0]
    if found:
        return "something is in it"
    try:
        connection.delete_s(change["dn"])
    except ldap.NOT_ALLOWED_ON_NONLEAF:
        return "something is in it"
    return ""


WAYS: Mapping[str, Callable[[Any, Mapping[str, Any]], str | None]] = {
    "add": _add,
    "set": _set,
    "add_values": _add_values,
    "drop_values": _drop_values,
    "move": _move,
    "remove_empty": _remove_empty,
}


def _attributes(change: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    return change["attributes"].items()


def _values(given: Any) -> list[bytes]:
    listed = given if isinstance(given, list | tuple) else [given]
    return [one if isinstance(one, bytes) else str(one).encode() for one in listed]


def _named(connection: Any, change: Mapping[str, Any]) -> str:
    """Units, groups and rules by name; what may be a person's entry by its objectGUID."""
    dn, born = change["dn"], _words(change.get("attributes", {}).get("objectClass", []))
    if not dn.upper().startswith("CN=") or "CN=PASSWORD SETTINGS CONTAINER," in dn.upper():
        return dn
    if change["do"] in ("add_values", "drop_values", "remove_empty") or "group" in born:
        return dn
    try:
        _, found = connection.search_s(dn, ldap.SCOPE_BASE, attrlist=["objectGUID"])[0]
        return f"account {uuid.UUID(bytes_le=found['objectGUID'][0])}"
    except (ldap.LDAPError, LookupError, ValueError):
        return "an account"


def _words(given: Any) -> set[str]:
    return {one.decode().lower() for one in _values(given)}


def _said(error: Exception) -> str:
    """What the directory said, without the names of entries in it: they may be people's."""
    told = error.args[0] if error.args and isinstance(error.args[0], dict) else {"desc": str(error)}
    said = " ".join(f"{told.get('desc', '')} {told.get('info', '')}".split())
    return QUOTED.sub("…", ENTRY.sub("…", said))
