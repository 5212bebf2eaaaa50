"""What authors write of a question: blocks, and what a version and a file make of them."""
