"""Snipe-IT: the assets it exports, and files made for its importer.

Columns: snipe-it.readme.io/docs/importing-assets and the importer's sample; its exports say `Serial`, `Model No.`, `Checked Out
To`. Who has an asset is not read.
"""

from __future__ import annotations

from ictops.audit.sources.nouns import Basis, Profile, Reader, columns_of
from ictops.estate import Attribute

READER = Reader(
    kind="snipe-it",
    title="Snipe-IT, assets (CSV)",
    formats=("csv",),
    basis=Basis.PUBLISHED,
    signs=(
        "Asset Tag",
        "Company",
        "Category",
        "Model Number|Model No.|Model Name",
        "Serial|Serial Number",
        "Order Number",
        "Purchase Cost",
        "Checkout Type|Checked Out To|Checked Out To: Username|Checkout Date|Requestable|Default Location|EOL Date",
    ),
    profile=Profile(
        columns=columns_of(
            {
                "Asset Tag": Attribute.TAG,
                "Serial|Serial Number": Attribute.SERIAL,
                "Name|Asset Name|Item Name": Attribute.NAME,
                "Category": Attribute.KIND,
                "Manufacturer": Attribute.MAKER,
                "Model|Model Name|Model Number|Model No.": Attribute.MODEL,
                "MAC Address": Attribute.MAC,
                "Location|Default Location": Attribute.LOCATION,
                "Purchase Date": Attribute.PURCHASED,
                "Warranty Expires": Attribute.WARRANTY_END,
                "Supplier": Attribute.SUPPLIER,
                "Status": Attribute.STATE,
                "Notes|Asset Notes": Attribute.NOTES,
            }
        ),
        strict=True,
        lists=Attribute,
        mixes_people=True,
    ),
)
"""No column with a person's name is read, so that no asset is refused for whom it is lent to."""
