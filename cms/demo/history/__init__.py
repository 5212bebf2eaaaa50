"""Gives the demo eighteen months of past: courses, certificates, training, designs."""
