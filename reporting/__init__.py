"""Counts: reads the record for HR and the public, and writes nothing.

Packages: figures, query, insights, output, web.
"""
