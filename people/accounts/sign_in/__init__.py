"""Signs people in without a password: by a code, a link, or an account of their agency."""

from people.accounts.sign_in.passwordless import (
    find_link,
    may_sign_in_by,
    queue_sign_in_code,
    send_sign_in_code,
)

__all__ = ["find_link", "may_sign_in_by", "queue_sign_in_code", "send_sign_in_code"]
