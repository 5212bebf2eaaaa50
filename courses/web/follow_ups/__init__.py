"""Shows people what they are asked about using a course at work, and offices the answers."""
