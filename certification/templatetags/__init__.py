"""Template tags of certificates and their reasons."""
