"""Rows by which people get into their accounts: one-time codes, and sign-in cards."""

from people.models.accounts.one_time_code import OneTimeCode
from people.models.accounts.sign_in_card import SignInCard

__all__ = ["OneTimeCode", "SignInCard"]
