"""The ground floor: what is certified, who issues it, and the facts frozen on a certificate."""
