"""The service that is broken: its processes, and the database server of its own."""
