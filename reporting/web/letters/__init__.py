"""Lets people have figures sent to them, and end that from the letter itself."""
