"""Answers HTTP about roles: given, lent, ended, and what a person has of them."""

from people.web.office.roles import forms, section, views

__all__ = ["forms", "section", "views"]
