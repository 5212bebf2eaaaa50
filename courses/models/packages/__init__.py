"""Rows of packages: what trainers bring along, its versions, and what they tell of learners."""
