"""Answers HTTP at the desk: who lacks what, capacity plans, what the post of a person asks."""
