"""Shows trainers where the learners of their courses are."""
