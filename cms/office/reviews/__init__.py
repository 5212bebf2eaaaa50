"""Screens of reviewers and of those whose work they publish."""
