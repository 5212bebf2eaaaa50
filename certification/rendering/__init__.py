"""Turns frozen facts into the bilingual sheet: PDF/A-3u and PDF/UA-1, the same bytes each time."""
