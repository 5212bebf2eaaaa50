"""Questions: drawn, graded and withdrawn."""
