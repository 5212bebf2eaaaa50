"""Who may see and change which pages and rows in the back office."""
