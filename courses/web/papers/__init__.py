"""Answers HTTP about tests on paper: prepare and print, enter, compare, and look into one."""
