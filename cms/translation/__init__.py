"""Tells how far pages are translated, and adopts pages written in both languages."""
