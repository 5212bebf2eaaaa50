"""Finishes a PDF/A-3 file: tags, metadata, colour profile and compression."""
