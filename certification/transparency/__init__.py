"""The public append-only log of RFC 6962: entries, proofs and daily checkpoints."""
