"""Verifies a code, a file or a list: a verdict with named checks, of which the worst decides."""

from certification.verification.bulk.check import verify_list
from certification.verification.effective_state import find_distrusted_keys, get_effective_state
from certification.verification.files import verify_file
from certification.verification.offline_kit.archive import get_offline_kit
from certification.verification.verdicts import (
    CheckName,
    CheckResult,
    Verdict,
    VerdictStatus,
    verify_code,
)

__all__ = [
    "CheckName",
    "CheckResult",
    "Verdict",
    "VerdictStatus",
    "find_distrusted_keys",
    "get_effective_state",
    "get_offline_kit",
    "verify_code",
    "verify_file",
    "verify_list",
]
