"""Answers HTTP for files of the plan at the desk: brought, looked at, approved, taken back."""
