"""Skill, level and difficulty of a question come as tags and as metadata, and are not guessed."""

from dataclasses import replace

import pytest
from django.utils import translation

from courses.interchange import FORMATS, DraftFacts, read_questions
from courses.interchange.facts import tags
from courses.models import Item
from tests.courses.interchange.test_reading import GIFT, MOODLE, QTI_1, QTI_3, pack

pytestmark = pytest.mark.any_database

# As another program writes them: spaces of its own, words in an element of its own.
MANIFEST = """<manifest xmlns:md="http://www.imsglobal.org/xsd/imsmd_v1p2"><resources>
<resource href="My%20item.xml"><metadata><md:lom><md:general><md:keyword><md:langstring>office
</md:langstring></md:keyword></md:general><md:educational><md:difficulty><md:value><md:langstring>
Very Difficult</md:langstring></md:value></md:difficulty></md:educational><md:classification>
<md:purpose><md:value>Skill level</md:value></md:purpose><md:taxonpath><md:taxon><md:entry>
<md:langstring>3</md:langstring></md:entry></md:taxon></md:taxonpath></md:classification>
<md:classification><md:purpose><md:value>discipline</md:value></md:purpose><md:taxonpath><md:taxon>
<md:id>Law</md:id></md:taxon></md:taxonpath></md:classification></md:lom></metadata></resource>
</resources></manifest>"""
FIELD = (
    "<qtimetadatafield><fieldlabel>{}</fieldlabel><fieldentry>{}</fieldentry></qtimetadatafield>"
)


def tag_questions(*tags):
    """The same question of three formats with those tags."""
    moodle = "".join(f"<tag><text>{tag}</text></tag>" for tag in tags)
    fields = "".join(FIELD.format("tag", tag) for tag in tags)
    return [
        f"// {' '.join(f'[tag:{tag}]' for tag in tags)}\n{GIFT}",
        MOODLE.replace("</question>", f"<tags>{moodle}</tags></question>"),
        QTI_1.replace("<presentation>", f"<itemmetadata>{fields}</itemmetadata><presentation>"),
    ]


def test_tags_with_names_are_facts_and_the_others_stay_tags():
    for text in tag_questions("office", "Skill: DC3-4.2", "level:၃", "difficulty:Medium"):
        reading = read_questions(text.encode(), "en")
        [draft] = reading.drafts
        assert draft.facts == DraftFacts("DC3-4.2", 3, "middle")
        assert draft.tags == ("office",)
        assert reading.notes == []


def test_what_a_tag_names_and_nobody_knows_or_names_twice_stays_a_tag_and_is_told():
    odd = ("level:9", "difficulty:fiendish", "skill:DC-2")
    for text in tag_questions("skill:DC-1", *odd):
        with translation.override("en"):
            reading = read_questions(text.encode(), "en")
            [draft] = reading.drafts
            assert (draft.facts, draft.tags) == (DraftFacts("DC-1"), odd)
            told = [str(one.reason) for one in reading.notes]
        assert [one for one in odd if not any(one in words for words in told)] == []


def test_metadata_of_a_manifest_belong_to_its_item():
    package = pack({"imsmanifest.xml": MANIFEST, "My item.xml": QTI_3, "other.xml": QTI_3})
    first, other = read_questions(package, "en").drafts
    assert (first.facts, first.tags) == (DraftFacts("", 3, "hard"), ("office",))
    assert (other.facts, other.tags) == (DraftFacts(), ())


def test_every_difficulty_of_a_question_here_is_known_and_leaves():
    assert {*tags._DIFFICULTIES.values()} == {*Item.Difficulty.values}
    [draft] = read_questions(GIFT.encode(), "en").drafts
    for level, difficulty in enumerate(Item.Difficulty.values, start=1):
        facts = DraftFacts("DC-1", level, difficulty)
        for name in ("gift", "moodle", "qti12", "qti21", "qti30"):
            content = FORMATS[name].write([replace(draft, facts=facts)]).content
            [again] = read_questions(content, "en").drafts
            assert again.facts == facts
