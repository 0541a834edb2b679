"""Copies of everything, made while people write, that restore on either database engine.

A backup is a ZIP of one JSON-lines file per table, the PDFs that reports name, and a manifest with counts,
checksums and the migrations applied; the whole may be encrypted in the age format.
"""

from rlp_portal.stewardship.backup.making import BackupFailed, back_up
from rlp_portal.stewardship.backup.restoring import RestoreRefused, restore

__all__ = ["BackupFailed", "RestoreRefused", "back_up", "restore"]
