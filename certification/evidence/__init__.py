"""Evidence of skills: who holds which level, from when to when, and what proves it."""
