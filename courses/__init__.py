"""Teaches: the published catalogue, quizzes and learners' progress.

Packages: catalogue, items, interchange, quizzes, progress, sessions, search, web.
"""
