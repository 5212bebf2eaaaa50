"""Screens of packages that trainers bring along, and of files that their courses leave as."""
