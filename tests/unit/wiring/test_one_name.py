"""The register of schools has 58 open ones with one name: folders, ids and inventories come from ids, never from names."""

from __future__ import annotations

from pathlib import Path

from ictops.wiring.importing import import_audits
from ictops.wiring.inventories import generate_inventories
from ictops.wiring.trust import open_trust
from tests.bench.audit_sizes import Made, trust_of
from tests.builders import NOON

MANY = 58
NAME = "A Primary School of That Name (made)"


def test_schools_of_one_name_keep_apart(tmp_path: Path) -> None:
    trust = open_trust(trust_of(tmp_path / "trust", [Made(f"s{number:02}", NAME, 1) for number in range(MANY)]))
    schools = tuple(school for school in trust.schools(()) if school.name == NAME)
    accounts = import_audits(trust, schools, NOON).schools
    imported = trust.store.imports()
    made = generate_inventories(trust, tuple(school.id for school in schools), NOON)

    assert [account.devices for account in accounts] == [1] * MANY
    assert len({device.id for one in imported for device in one.devices}) == MANY
    assert len({one.folder for one in made}) == MANY
    assert {one.folder.name for one in made} == {school.id for school in schools}
    again = generate_inventories(trust, tuple(school.id for school in schools), NOON)
    assert [one.changed for one in again] == [()] * MANY
