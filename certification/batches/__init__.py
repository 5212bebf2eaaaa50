"""Certificates for a whole classroom session: candidates, lifecycle, worker and files."""
