"""Build, sign (PAdES), timestamp and store the file of a certificate; validate seals."""
