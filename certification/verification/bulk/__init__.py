"""Verifies many codes, and the names beside them, in one upload."""

from certification.verification.bulk.check import NameAgreement, RowNote, RowVerdict, verify_list

__all__ = ["NameAgreement", "RowNote", "RowVerdict", "verify_list"]
