"""Certificates for many people: prepared by a registrar, issued line by line by the worker."""

from certification.batches import candidates, lifecycle, upload
from certification.batches.files import build_batch_files
from certification.batches.worker import process_batch

__all__ = [
    "build_batch_files",
    "candidates",
    "lifecycle",
    "process_batch",
    "upload",
]
