"""Evidence of skills: who holds which skill at which level, of what kind, from when to when."""

from certification.evidence.levels import highest_levels
from certification.evidence.recording import (
    SUPERVISOR_ROLES,
    NotASupervisor,
    can_sign_off,
    record_imported,
    record_sign_off,
    withdraw_sign_off,
)
from certification.evidence.writing import EvidenceEntry, InvalidEvidencePeriod, UnknownLevel

__all__ = [
    "SUPERVISOR_ROLES",
    "EvidenceEntry",
    "InvalidEvidencePeriod",
    "NotASupervisor",
    "UnknownLevel",
    "can_sign_off",
    "highest_levels",
    "record_imported",
    "record_sign_off",
    "withdraw_sign_off",
]
