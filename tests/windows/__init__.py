"""Proofs of the roles' Windows branches, made where no Windows is: docs/windows.md says what they prove, and what not."""
