"""Screens of batches of certificates."""
