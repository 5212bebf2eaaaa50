"""The public append-only log of RFC 6962: entries, proofs and daily checkpoints."""

from certification.transparency.checkpoints import list_checkpoints, make_checkpoints
from certification.transparency.log import (
    append_entry,
    build_log_proof,
    is_entry_intact,
    sign_tree_head,
)

__all__ = [
    "append_entry",
    "build_log_proof",
    "is_entry_intact",
    "list_checkpoints",
    "make_checkpoints",
    "sign_tree_head",
]
