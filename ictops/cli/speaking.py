"""How commands speak: text or JSON on standard output, faults on standard error, nothing a host wrote left unescaped."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from ictops.adapters.trust_folder import find_trust
from ictops.report import visible
from ictops.wiring import OpenTrust, open_trust

DIFFERENCES = 3
BROKE = 1

TrustOption = Annotated[
    Path | None,
    typer.Option("--trust", metavar="DIR", help="The trust's folder. By default the nearest one up with a trust.yml."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]
SchoolsArgument = Annotated[list[str] | None, typer.Argument(metavar="SCHOOL", help="Ids of schools. By default all of them.")]


def opened(trust: Path | None, *, keys: bool = True) -> OpenTrust:
    """The trust of `--trust`, or the nearest one up from here; without `keys` those that its standard names may be missing."""
    return open_trust(trust.resolve() if trust else find_trust(Path.cwd()), keys=keys)


def now() -> datetime:
    return datetime.now(UTC)


def say(lines: str | Iterable[str]) -> None:
    """Print lines for people. Control and direction characters are shown, not obeyed."""
    for line in lines.splitlines() if isinstance(lines, str) else lines:
        print(visible(line))  # noqa: T201


def answer(value: Any) -> None:
    """Print one JSON document for programs."""
    print(json.dumps(value, indent=2, sort_keys=True, ensure_ascii=True))  # noqa: T201


def complain(*sentences: str) -> None:
    for sentence in sentences:
        print(f"ictops: {visible(sentence)}", file=sys.stderr)  # noqa: T201


@contextmanager
def busy(doing: str, steps: int | None = None) -> Iterator[Callable[[object], None]]:
    """Show progress on a terminal, a bar when the number of steps is known; elsewhere nothing. Gives what to call at each."""
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task(doing, total=steps)
        yield lambda _: progress.advance(task)
