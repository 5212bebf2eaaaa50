"""Sums of units as small as those of tests."""

from tests.reporting.spells.conftest import small_sums

__all__ = ["small_sums"]
