"""Attempts at quizzes and how they are shown."""
