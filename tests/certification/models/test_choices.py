"""Why an act on a certificate is done: each kind of act has reasons of its own."""

from django.utils import translation

from certification.models.choices import REASONS_BY_ACTION, ActionKind, reason_label


def test_every_kind_of_action_has_reasons():
    assert set(REASONS_BY_ACTION) == set(ActionKind)
    assert all(reasons.choices for reasons in REASONS_BY_ACTION.values())


@translation.override("en")
def test_a_reason_is_told_in_words_of_its_kind():
    assert reason_label("error", "revoke") == "Issued in error"
    assert reason_label("error", "restore") == "It was revoked in error"


def test_an_unknown_reason_or_kind_is_told_as_nothing():
    assert (reason_label("spelling", "revoke"), reason_label("error", "praise")) == ("", "")
