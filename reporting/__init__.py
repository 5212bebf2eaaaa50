"""Counts: reads the record for HR and the public; writes what follows from it, and locked months.

Packages: models, spells, figures, suppression, changes, months, query, insights, breakdowns,
output, letters, scale, web. Modules: telling.
"""
