"""Decides what a person may do in the back office, from roles to Wagtail's rights."""
