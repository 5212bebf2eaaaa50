"""Finishes a PDF/A-3 file: metadata, colour profile and compression."""
