"""From a code, a file or a list to a verdict with named checks."""
