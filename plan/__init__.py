"""States what the plan asks: frameworks, skills, levels, phases, clauses and targets.

Packages: models, importing.
"""
