"""The one door to a certificate: choose the design, freeze the facts, write the rows."""
