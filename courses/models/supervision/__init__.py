"""Rows of tests under supervision, and of what people need who take tests."""
