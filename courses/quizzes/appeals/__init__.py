"""What is said against marked papers: reports of learners, and what another key changes."""
