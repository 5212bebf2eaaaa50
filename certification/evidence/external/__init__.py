"""Records of other systems, read from a file and kept as evidence."""
