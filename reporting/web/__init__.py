"""Answers HTTP for reports: pages, files and the API."""
