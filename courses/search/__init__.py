"""The search text of courses and finding by it."""
