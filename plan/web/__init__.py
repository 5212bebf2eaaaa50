"""Answers HTTP at the desk of an office: what positions ask of those who have them."""
