"""Invents the demo's government: agencies, officials, accounts and targets."""
