"""Screens of packages that trainers bring along."""
