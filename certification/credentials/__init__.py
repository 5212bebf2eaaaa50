"""Credentials as the standards define them: Open Badges 3.0, CLR 2.0, JWT, status lists, DID."""

from certification.credentials.clr import write_clr
from certification.credentials.did import build_did_document, build_jwk_set
from certification.credentials.json_ld import find_context_problems
from certification.credentials.jwt import verify_jwt, write_jwt
from certification.credentials.open_badges import write_credential
from certification.credentials.status_list import (
    get_status_list,
    mark_all_lists_stale,
    mark_list_stale,
)

__all__ = [
    "build_did_document",
    "build_jwk_set",
    "find_context_problems",
    "get_status_list",
    "mark_all_lists_stale",
    "mark_list_stale",
    "verify_jwt",
    "write_clr",
    "write_credential",
    "write_jwt",
]
