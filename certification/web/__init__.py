"""Answers HTTP only: pages for verifiers and holders, documents and the log for machines.

``certification.urls`` is the only user and imports the modules; there is no door here.
"""

__all__: list[str] = []
