"""Shows an office one of its units, and lets it rename, move, split, merge and close them."""
