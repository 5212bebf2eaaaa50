"""Rows of tests on paper: what was printed for whom, what was entered, and who confirmed it."""
