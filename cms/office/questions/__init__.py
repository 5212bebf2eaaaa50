"""Screens for those who write questions: a bank as a list, one question, and trying a quiz."""
