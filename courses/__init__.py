"""Teaches: the published catalogue, quizzes and learners' progress.

Packages: catalogue, items, quizzes, progress, search, web.
"""
