"""Teaches: the published catalogue, quizzes and learners' progress.

Packages: catalogue, items, quizzes, progress, sessions, search, web.
"""
