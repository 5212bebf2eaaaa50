"""The public append-only log of RFC 6962: entries, proofs and daily checkpoints."""

from certification.transparency.checkpoints import list_checkpoints, make_checkpoints
from certification.transparency.log import (
    StatementCheck,
    append_entry,
    build_log_proof,
    check_statement,
    is_entry_intact,
    sign_statement,
    sign_tree_head,
)

__all__ = [
    "StatementCheck",
    "append_entry",
    "build_log_proof",
    "check_statement",
    "is_entry_intact",
    "list_checkpoints",
    "make_checkpoints",
    "sign_statement",
    "sign_tree_head",
]
