"""The bridge from pages to the catalogue: publish, withdraw, read sources."""
