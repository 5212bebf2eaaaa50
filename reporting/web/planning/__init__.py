"""Answers HTTP for what is to come: courses that the plan needs, and what if."""
