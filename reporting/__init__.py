"""Counts: reads the record for HR and the public; writes what follows from it, and nothing else.

Packages: spells, figures, query, insights, output, breakdowns, scale (a nation to measure), web.
"""
