"""Shows an office its audiences, and the forms of what they ask."""
