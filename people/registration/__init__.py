"""Lets officials who register prove their agency: by e-mail, a code, or their office."""

from people.registration.claims import (
    AlreadyServes,
    ClaimDecided,
    ClaimWaiting,
    ServiceWish,
    claim_service,
    decide_claim,
    withdraw_claim,
)
from people.registration.proofs import CodeRefused, DomainRefused

__all__ = [
    "AlreadyServes",
    "ClaimDecided",
    "ClaimWaiting",
    "CodeRefused",
    "DomainRefused",
    "ServiceWish",
    "claim_service",
    "decide_claim",
    "withdraw_claim",
]
