"""The staff roster of an agency: parsed, matched with known people, written."""
