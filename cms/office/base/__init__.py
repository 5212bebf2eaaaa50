"""Views, fields, columns and exports that all screens share."""
