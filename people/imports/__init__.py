"""Tables that people upload: read, checked line by line, reported."""
