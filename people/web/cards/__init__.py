"""Lets officials sign in on shared machines by a card, and their offices print the cards."""
