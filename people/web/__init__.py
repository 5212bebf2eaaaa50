"""Answers HTTP for people: inbox, menu, language cookie, context of every page.

Settings and URLs name the modules by string; other apps import nothing from here.
"""
