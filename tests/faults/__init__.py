"""Faults on purpose, while learners learn: real processes are killed, hung, flushed and filled.

A journal of the client, written before it sends and after it was answered, is the oracle.
"""
