"""Files of questions on their way into banks and out of them."""
