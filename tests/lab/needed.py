"""Whether containers can run here, for tests that need them."""

from __future__ import annotations

import os

import pytest


def containers() -> None:
    """Skip the test, and say why, where tests/with_lab.sh found that containers cannot run."""
    if os.environ.get("ICTOPS_LAB") == "no":
        pytest.skip(f"containers cannot run here: {os.environ.get('ICTOPS_LAB_WHY') or 'no reason given'}")


def by_nobody(session: pytest.Session) -> bool:
    """Whether no container will be needed, whatever was collected: nothing is going to run, or containers cannot."""
    options = session.config.option
    broken = session.testsfailed and not options.continue_on_collection_errors
    return bool(options.collectonly or broken or os.environ.get("ICTOPS_LAB") == "no")
