"""Answers HTTP about postings: acts of offices, transfers, and what a person asks for."""
