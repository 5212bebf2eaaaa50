"""Counts: reads the record for HR and the public, and writes nothing but a nation made to measure.

Packages: figures, query, insights, breakdowns, output, scale, web.
"""
