"""What certification knows of holders, as `people.privacy` asks of each app."""
