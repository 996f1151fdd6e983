"""Lansweeper: a report of assets, exported. Its columns are those of the report, whatever somebody chose to show."""

from __future__ import annotations

from ictops.audit.sources.nouns import Basis, Profile, Reader, columns_of
from ictops.estate import Attribute

READER = Reader(
    kind="lansweeper",
    title="Lansweeper, a report of assets (CSV)",
    formats=("csv", "xlsx"),
    basis=Basis.PUBLISHED,
    signs=("AssetName", "IPAddress", "Mac", "Description|Domain", "Manufacturer", "Model", "Type|AssetType|AssetTypename"),
    profile=Profile(
        columns=columns_of(
            {
                "AssetName": Attribute.NAME,
                "Type|AssetType|AssetTypename": Attribute.KIND,
                "OSname|OS": Attribute.SYSTEM,
                "Lastseen": Attribute.LAST_SEEN,
                "Warrantydate": Attribute.WARRANTY_END,
                "Purchasedate": Attribute.PURCHASED,
                "Statename": Attribute.STATE,
                "Description|Comments|Contact|Username|Userdomain|Domain": None,
            }
        ),
        lists=Attribute,
        mixes_people=True,
    ),
)
"""The rest of its columns the general catalogue reads. Its users are kept out; so is the description, which is the name of
somebody as often as not."""
