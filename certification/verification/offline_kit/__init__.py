"""Packs an archive with which anybody verifies files without a network."""

from certification.verification.offline_kit.archive import OfflineKit, get_offline_kit

__all__ = ["OfflineKit", "get_offline_kit"]
