"""Speaks SCIM 2.0 with identity systems of agencies, under ``/scim/v2/``."""
