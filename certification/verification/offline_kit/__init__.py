"""The archive with which a stranger checks files without a network."""
