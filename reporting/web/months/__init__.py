"""Pages of locked months at the desk, and the files that everybody may take."""
