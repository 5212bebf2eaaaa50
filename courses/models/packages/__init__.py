"""Rows of packages: what trainers bring along, what it tells, and what courses leave as."""
