"""Settings by subject, gathered in base; dev, test and production choose."""
