"""Filters of the role accounts: the password and lock-out rules of the domain and of single groups, never laxer than found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

MINUTE = 60 * 10_000_000
"""A minute in the directory's unit, 100 nanoseconds; it writes durations as negative numbers."""
FOR_EVER = -(2**63)
FEWEST, LONGEST = 3, 480
"""Wrong passwords that anybody may type in a lesson; and minutes after which whoever was locked out can work again."""
CONTAINER = "CN=Password Settings Container,CN=System"
COMPLEX = 0x1
"""DOMAIN_PASSWORD_COMPLEX, a bit of the domain's pwdProperties."""
OF_DOMAIN = ("lockoutThreshold", "lockoutDuration", "lockOutObservationWindow", "minPwdLength")
OF_RULE = ("msDS-LockoutThreshold", "msDS-LockoutDuration", "msDS-LockoutObservationWindow", "msDS-MinimumPasswordLength")
HISTORY = "msDS-PasswordHistoryLength"
AGES = {"msDS-MaximumPasswordAge": "maxPwdAge", "msDS-MinimumPasswordAge": "minPwdAge"}
"""What a finer rule must say and the standard does not: as the domain has it on the day the rule is made."""

type Found = Mapping[str, Any]


def policy(given: Found, found: Found) -> dict[str, str]:
    """Attributes of the domain that are to hold: the standard's, or what is found where that is stricter and fit for work."""
    return _told(OF_DOMAIN, _kept(given, *_figures(found, OF_DOMAIN)))


def rule(given: Found, found: Found | None, domain: Found, standard: Found) -> dict[str, str]:
    """Attributes of one finer rule that are to hold. `found`: none for a new one, which starts from what the domain has."""
    if found is not None:
        values = _told(OF_RULE, _kept(given, *_figures(found, OF_RULE)))
    else:
        values = _told(OF_RULE, _new(given, domain, standard))
    if found is None or given.get("history") is not None:
        known = domain.get("pwdHistoryLength") if found is None else found.get(HISTORY)
        values[HISTORY] = str(max(_number(given.get("history")), _number(known)))
    return {**values, "msDS-PasswordSettingsPrecedence": str(given["precedence"])}


def born(domain: Found) -> dict[str, str]:
    """What else a new rule has to say: as the domain has it that day."""
    return {
        "msDS-PasswordReversibleEncryptionEnabled": "FALSE",
        "msDS-PasswordComplexityEnabled": "TRUE" if _number(domain.get("pwdProperties")) & COMPLEX else "FALSE",
        **{name: str(_number(domain.get(source))) for name, source in AGES.items()},
    }


def _figures(found: Found, names: tuple[str, ...]) -> tuple[int, int, int, int]:
    threshold, duration, window, length = (_number(found.get(name)) for name in names)
    return threshold, duration, window, length


def _told(names: tuple[str, ...], values: tuple[int, int, int, int]) -> dict[str, str]:
    return dict(zip(names, map(str, values), strict=True))


def _number(given: Any) -> int:
    return int(given or 0)


def _kept(given: Found, threshold: int, duration: int, window: int, length: int) -> tuple[int, int, int, int]:
    """Threshold, duration, window and length that are to hold, where these are found.

    Spans found while nobody is locked were never in force. A lock may not last less long than wrong passwords are counted.
    """
    attempts, span = int(given["attempts"]), -MINUTE * int(given["minutes"])
    longest = max(length, int(given["length"]))
    if threshold <= 0:
        return attempts, span, span, longest
    kept_window = window if _is_fit(window, given) else span
    kept_duration = duration if _is_fit(duration, given) else min(span, kept_window)
    return (threshold if FEWEST <= threshold <= attempts else attempts), kept_duration, kept_window, longest


def _is_fit(units: int, given: Found) -> bool:
    """Whether a span found is as long as the standard's, and not so long that nobody could work."""
    return units not in (0, FOR_EVER) and int(given["minutes"]) <= -units // MINUTE <= LONGEST


def _new(given: Found, domain: Found, standard: Found) -> tuple[int, int, int, int]:
    """A new rule takes the domain's stricter values for those in which the standard does not mean it to be laxer."""
    threshold, duration, window, length = _figures(domain, OF_DOMAIN)
    lax_lock = int(given["attempts"]) > int(standard["attempts"]) or int(given["minutes"]) < int(standard["minutes"])
    lax_length = int(given["length"]) < int(standard["length"])
    return _kept(given, 0 if lax_lock else threshold, duration, window, 0 if lax_length else length)


def password_rules(
    wanted: Iterable[Found], tree: list[Found], known: Mapping[str, str], domain: Found, standard: Found
) -> dict[str, list[Any]]:
    """Of the finer rules: the `changes`, `faults`, those `absent` so far, and the `earlier` attributes of those changed."""
    answer: dict[str, list[Any]] = {"changes": [], "faults": [], "absent": [], "earlier": []}
    there = {str(one["dn"]).lower(): one for one in tree}
    for given in wanted:
        dn = f"CN={given['name']},{CONTAINER},{standard['base']}"
        if unknown := [name for name in given["groups"] if name.lower() not in known]:
            answer["faults"].append(f"accounts_password_policies: {given['name']} is for {', '.join(unknown)}, no groups here")
            continue
        groups = sorted(known[name.lower()] for name in given["groups"])
        found = there.get(dn.lower())
        values = rule(given, found, domain, standard)
        if found is None:
            attributes = {"objectClass": ["top", "msDS-PasswordSettings"], **born(domain), **values}
            answer["changes"].append({"do": "add", "dn": dn, "attributes": {**attributes, "msDS-PSOAppliesTo": groups}})
            answer["absent"].append(dn)
        else:
            _change(found, values, groups, answer)
    return answer


def _change(found: Found, values: dict[str, str], groups: list[str], answer: dict[str, list[Any]]) -> None:
    """What differs is set; whom it does not hold for yet is put in, and nobody is taken out."""
    other: dict[str, Any] = {name: value for name, value in values.items() if str(found.get(name)) != value}
    held = _many(found.get("msDS-PSOAppliesTo"))
    if missing := [dn for dn in groups if dn.lower() not in map(str.lower, held)]:
        other["msDS-PSOAppliesTo"] = [*held, *missing]
    if other:
        answer["changes"].append({"do": "set", "dn": found["dn"], "attributes": other})
        answer["earlier"].append({"dn": found["dn"], "attributes": {name: _many(found.get(name)) for name in other}})


def _many(given: Any) -> list[Any]:
    return list(given) if isinstance(given, list | tuple) else [] if given is None else [given]


class FilterModule:
    """What Ansible loads."""

    def filters(self) -> dict[str, Callable[..., Any]]:
        ours: tuple[Callable[..., Any], ...] = (policy, rule, born, password_rules)
        return {f"accounts_{given.__name__}": given for given in ours}
