"""Figures as tables to download."""
