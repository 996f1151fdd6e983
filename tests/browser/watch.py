"""A page with its ears open: what it asked the network for, and what it complained of."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from playwright.sync_api import Page


@dataclass
class Watched:
    page: Page
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def open(cls, page: Page, path: Path) -> Self:
        watched = cls(page)
        page.on("request", lambda request: watched.asked.append(request.url))
        page.on("console", lambda message: watched.complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        page.goto(path.as_uri())
        return watched
