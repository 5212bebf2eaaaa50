"""Screens on lessons that follow a lesson of another course."""
