"""Answers HTTP for the home of a unit: its targets, what changed and what expires, other units."""
