from django.utils.translation import override

from certification.actions import corrections, requests, revocation
from certification.actions.refusals import REFUSALS

# Forms of rejections and appeals tell these beside their fields.
TOLD_BY_FORMS = {requests.ExplanationMissing, requests.TooManyAppeals}


def test_each_error_of_an_action_has_a_sentence():
    errors = {
        value
        for module in (corrections, requests, revocation)
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Exception)
    }
    assert errors - TOLD_BY_FORMS <= REFUSALS.keys()


def test_each_sentence_is_said_in_burmese_too():
    for sentence in REFUSALS.values():
        with override("en"):
            english = str(sentence)
        with override("my"):
            assert str(sentence) != english
