"""Lists of pages and withdrawn questions."""
