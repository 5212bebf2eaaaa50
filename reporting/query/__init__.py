"""What a reader asks and may see: unit, skill, level, day."""
