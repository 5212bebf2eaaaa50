"""The courses of the demo, read from files and written as pages."""
