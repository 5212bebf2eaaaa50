"""Serves charts that have an address of their own: comparison, curve, a skill by level."""
