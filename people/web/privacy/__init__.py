"""Pages on which people see what is known of them, ask for it, and have it erased."""
