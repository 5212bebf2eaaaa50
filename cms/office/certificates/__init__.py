"""Screens of certificates, requests and affected certificates."""
