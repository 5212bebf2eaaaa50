"""Notes at questions to oneself: in the lesson, and all of one's own."""
