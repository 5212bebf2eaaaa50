"""Answers HTTP for learners: catalogue, lessons, quizzes, my learning."""
