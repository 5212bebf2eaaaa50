"""Builds, signs (PAdES), timestamps and stores the file of a certificate, and validates seals."""

from certification.sealing.files import StorageUnavailable, generate_pdf_name, store_pdf
from certification.sealing.pades import sign_pdf
from certification.sealing.seal import (
    OUTAGES,
    retry_sealing,
    seal_certificate,
)
from certification.sealing.timestamps import TimestampUnavailable
from certification.sealing.validation import SealCheck, check_seal

__all__ = [
    "OUTAGES",
    "SealCheck",
    "StorageUnavailable",
    "TimestampUnavailable",
    "check_seal",
    "generate_pdf_name",
    "retry_sealing",
    "seal_certificate",
    "sign_pdf",
    "store_pdf",
]
