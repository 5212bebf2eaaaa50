"""What the office and its editor know of people, as `people.privacy` asks of each app."""
