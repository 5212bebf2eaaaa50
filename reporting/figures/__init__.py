"""The figures: coverage of skills, people counted, targets and their pace."""
