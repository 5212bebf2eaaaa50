"""Pages of accounts: own details and ways in, and what an office does for its people."""
