"""Lays out what is still to be taught: who lacks what, which courses it takes, which seats."""
