"""The accounts of the small machine."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MODELS: dict[str, Callable[[dict[str, Any], dict[str, Any]], dict[str, Any]]] = {}
