"""Why an act cannot be done is kept as a word and told as a sentence."""

import pytest
from django.utils import translation

from people.agencies.refusals import AgencyActRefused, AgencyRefusal


def test_a_refusal_is_known_again_by_its_word():
    assert AgencyActRefused("same").refusal is AgencyRefusal.SAME
    with pytest.raises(ValueError, match="whatever"):
        _ = AgencyActRefused("whatever").refusal


def test_each_refusal_has_a_sentence_of_its_own_in_both_languages():
    told = set()
    for language in ("my", "en"):
        with translation.override(language):
            told |= {str(refusal.label) for refusal in AgencyRefusal}
    assert len(told) == 2 * len(AgencyRefusal)
