"""Write the example trust's audits again, byte for byte: `python -m tests.make_example_audits`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.example_audits import central, exports, mothwick, quillford, tansybeck

AUDITS = Path(__file__).parent.parent / "inventories" / "example-trust" / "audits"

SCHOOLS = {
    "central": (central.files,),
    "quillford": (quillford.files, exports.quillford),
    "tansybeck": (tansybeck.files, exports.tansybeck),
    "mothwick": (mothwick.files, exports.mothwick),
}


def all_files() -> Iterator[tuple[Path, bytes]]:
    """Each file's path below audits/ and its bytes."""
    for school, makers in SCHOOLS.items():
        for name, data in (file for files in makers for file in files()):
            yield Path(school) / name, data


def main() -> None:
    """Write them."""
    for name, data in all_files():
        path = AUDITS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        print(path)


if __name__ == "__main__":
    main()
