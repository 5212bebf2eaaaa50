"""The label of a reason in messages and pages."""

import pytest
from django.template import Context, Template
from django.utils.translation import override

from certification.models.choices import REASONS_BY_ACTION, reason_label


def shown(reason, kind):
    template = Template("{% load notices %}{{ reason|reason_for:kind }}")
    return template.render(Context({"reason": reason, "kind": kind}))


@pytest.mark.parametrize(
    ("kind", "reason"),
    [(kind, reason) for kind, reasons in REASONS_BY_ACTION.items() for reason in reasons.values],
)
def test_every_reason_of_a_kind_has_its_label_in_both_languages(kind, reason):
    with override("en"):
        english = reason_label(reason, kind)
    with override("my"):
        assert reason_label(reason, kind) not in ("", english)
    assert english


def test_the_same_reason_is_told_by_the_kind_of_action():
    with override("en"):
        assert shown("error", "revoke") == "Issued in error"
        assert shown("error", "restore") == "It was revoked in error"


@pytest.mark.parametrize(
    ("reason", "kind"), [("whim", "revoke"), ("error", "praise"), ("", "revoke"), ("", "")]
)
def test_an_unknown_reason_or_kind_shows_nothing(reason, kind):
    assert shown(reason, kind) == ""
