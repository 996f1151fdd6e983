"""OCS Inventory: the console's list of computers, exported. What the agent sends (XML) is in `agents.py`."""

from __future__ import annotations

from ictops.audit.sources.nouns import Basis, Profile, Reader, columns_of
from ictops.estate import Attribute

READER = Reader(
    kind="ocs",
    title="OCS Inventory, all computers (CSV)",
    formats=("csv",),
    basis=Basis.ASSUMED,
    signs=(
        "Account info: TAG|TAG",
        "Last inventory",
        "Computer|Computer name",
        "User|Userid",
        "Operating system",
        "RAM (MB)|RAM|Memory",
        "CPU (MHz)|CPU",
    ),
    profile=Profile(
        columns=columns_of(
            {
                "Computer|Computer name": Attribute.NAME,
                "Last inventory|Last come": Attribute.LAST_SEEN,
                "Operating system": Attribute.SYSTEM,
                "Account info: TAG|TAG|Domain|Description": None,
            }
        ),
        lists=Attribute,
        device="Computer",
        mixes_people=True,
    ),
)
"""The rest of its columns the general catalogue reads. Its TAG is no asset tag: most schools keep one for a whole site."""
