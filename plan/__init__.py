"""States what the plan asks: frameworks, skills, levels, phases, clauses, targets, profiles.

Packages: models, importing, profiles, capacity, web.
"""
