"""The agencies, people, accounts and targets of the demo."""
