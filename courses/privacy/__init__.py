"""What courses know of learners, as `people.privacy` asks of each app."""
