"""Template tags and filters: Burmese text, languages, messages."""
