"""Pages of officials who register themselves, and of the offices that let them in."""
