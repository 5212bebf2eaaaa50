"""Answers HTTP about class sessions: for those who come, for trainers and for offices."""
