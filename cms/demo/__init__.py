"""Fills an empty site with the demo, from `seeding`.

Packages: organisation, content, history.
"""
