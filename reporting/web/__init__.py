"""HTTP of reporting: pages, downloads, API."""
