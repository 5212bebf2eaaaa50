"""Pages of supervised tests: the room for invigilators, the code for who sits there."""
