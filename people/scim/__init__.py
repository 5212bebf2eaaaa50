"""Takes what identity systems say of their people: changes as rosters, deactivation at once."""

from people.scim.accounts import (
    UserNameTaken,
    create_account,
    delete_account,
    find_accounts,
    update_account,
)
from people.scim.proposing import propose_changes
from people.scim.tokens import TokenRefused, find_token, give_token, revoke_token

__all__ = [
    "TokenRefused",
    "UserNameTaken",
    "create_account",
    "delete_account",
    "find_accounts",
    "find_token",
    "give_token",
    "propose_changes",
    "revoke_token",
    "update_account",
]
