"""What a course is held to, as authors write it: how it is passed, who enrols, its editions."""
