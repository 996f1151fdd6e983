"""Where adapters are chosen, and what each command does with them: one function a command."""

from ictops.wiring.trust import OpenTrust, open_trust

__all__ = ["OpenTrust", "open_trust"]
