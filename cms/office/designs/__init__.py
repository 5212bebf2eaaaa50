"""Screens of certificate designs."""
