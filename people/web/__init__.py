"""HTTP of people: messages, menu, remembered language."""
