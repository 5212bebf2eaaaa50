"""Rows beside the text of lessons: words of the glossary, and notes of learners."""
