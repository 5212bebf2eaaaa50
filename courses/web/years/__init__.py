"""Pages of the year that closes: one's own, the desk's, and the answer to other programs."""
