"""Rows of assignments: what may be assigned, to whom it is, and what people ask about it."""
