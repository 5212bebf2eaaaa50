"""Walks after which something that other tests look at is there no more."""
