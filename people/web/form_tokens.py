"""Keeps forms valid that were open when their person signs in again in another window.

Django changes the secret behind the tokens of forms at each sign-in, so that nobody uses one they
planted or read before. Here a secret belongs to a person: its second part is made of the first and
of the person. Whoever signs in again with a secret of their own keeps it; every other is changed.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from people.models import Person

# Together the 32 characters that Django expects of a secret.
_DRAWN_LENGTH, _PROOF_LENGTH = 12, 20


@receiver(user_logged_in)
def keep_own_secret(request: HttpRequest | None, user: Person, **kwargs: Any) -> None:
    """Give the signed-in browser a secret of the person: the one it has, if it is theirs."""
    if request is None:
        return
    known = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    drawn = known[:_DRAWN_LENGTH]
    if not constant_time_compare(known, drawn + _prove_token(drawn, user)):
        drawn = get_random_string(_DRAWN_LENGTH)
    secret = drawn + _prove_token(drawn, user)
    # As `django.middleware.csrf.rotate_token` does, which was called just before this signal.
    request.META.update({"CSRF_COOKIE": secret, "CSRF_COOKIE_NEEDS_UPDATE": True})


def _prove_token(drawn: str, person: Person) -> str:
    text = f"{person.pk} {drawn}"
    proof = salted_hmac("people.web.form_tokens", text, algorithm="sha256")
    return proof.hexdigest()[:_PROOF_LENGTH]
