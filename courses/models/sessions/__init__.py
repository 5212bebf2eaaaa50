"""Rows of class sessions: when and where people meet, who has a seat, and who was there."""
