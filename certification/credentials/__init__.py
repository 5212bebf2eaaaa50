"""Credentials as the standards write them: Open Badges 3.0, CLR 2.0, JWT, status lists, DID."""
