"""What we say of a file or a code on the day after the certificates of tests were issued."""

import datetime as dt

from certification.verification.files import verify_file
from certification.verification.verdicts import CheckName, CheckResult, Verdict, VerdictStatus

TODAY = dt.date(2026, 11, 24)


def verdict_on(content: bytes) -> VerdictStatus:
    return verify_file(content, day=TODAY).status


def state_of(verdict: Verdict, name: CheckName) -> CheckResult:
    return next(check.state for check in verdict.checks if check.name == name)
