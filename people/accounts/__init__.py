"""Signing in: authentication back end, allauth adapter and forms."""
