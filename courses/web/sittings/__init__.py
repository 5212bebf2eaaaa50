"""Pages of supervised tests: the room, the code for who sits there, what people need in tests."""
