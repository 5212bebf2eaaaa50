"""Shows what became of the people of a year's courses, step by step, and who they are."""
