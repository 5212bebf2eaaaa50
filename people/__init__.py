"""Knows agencies, persons, their postings, roles and messages; imports no other app.

Packages: text, imports, agencies, roster, accounts, web, models.
"""
