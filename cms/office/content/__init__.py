"""Screens of the pages and questions that trainers write."""
