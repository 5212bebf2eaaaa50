"""Screens of people, agencies and accounts."""
