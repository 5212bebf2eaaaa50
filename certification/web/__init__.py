"""Answers HTTP only: pages for verifiers and holders, documents and the log for machines.

Addresses import the modules; the one door is for reporting, whose list of people leads there.
"""

from certification.web import sign_off

__all__ = ["sign_off"]
