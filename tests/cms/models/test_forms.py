import pytest
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.urls import reverse
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    rich_text,
    streamfield,
)

from certification.designs.drafts import publish_draft, retire_design, save_draft
from certification.models import Design
from cms.access.shelves import ensure_collection
from cms.bootstrap import SHARED_MEDIA
from cms.models import CoursePage, QuizBank
from people.models import Agency
from tests.certification.design_factories import make_design, make_draft
from tests.cms.written_pages import foreign, own, shelf, trainer, written
from tests.people.factories import AgencyFactory

__all__ = ["foreign", "own", "shelf", "trainer", "written"]
pytestmark = [pytest.mark.any_database, pytest.mark.django_db]
WHOSE = {"own": "MOE", "foreign": "MOH", "shared": SHARED_MEDIA}
REFUSED = "အခြားဌာန"


def send_quiz(client, quiz, bank, **changes):
    quiz.banks.get().delete()
    form = {
        "title": quiz.title,
        "slug": quiz.slug,
        "pass_mark": "70",
        "supervision": "never",
        "answers_shown": "always",
        "grading_rule": "all_or_nothing",
        "marker_count": "1",
        "marker_threshold": "20",
        "sections-TOTAL_FORMS": "0",
        "sections-INITIAL_FORMS": "0",
        "banks-TOTAL_FORMS": "1",
        "banks-INITIAL_FORMS": "0",
        "banks-0-bank": bank.pk,
        "banks-0-ORDER": "1",
        "action-publish": "1",
        **changes,
    }
    return client.post(reverse("wagtailadmin_pages:edit", args=[quiz.pk]), form)


@pytest.mark.parametrize(("drawn", "taken"), [("", True), ("2", True), ("3", False)])
def test_a_quiz_draws_no_more_questions_than_its_banks_hold(client, trainer, own, drawn, taken):
    answer = send_quiz(client, own["quiz"], own["bank"], draw_count=drawn)
    assert answer.status_code == (302 if taken else 200)
    assert ("မေးခွန်း ၂ ခု" in answer.content.decode()) is not taken


@pytest.mark.parametrize(("whose", "taken"), [("own", True), ("foreign", False)])
def test_a_quiz_draws_from_own_banks_only(client, trainer, own, foreign, whose, taken):
    quiz = own["quiz"]
    answer = send_quiz(client, quiz, {"own": own, "foreign": foreign}[whose]["bank"])
    assert answer.status_code == (302 if taken else 200)
    assert QuizBank.objects.filter(page=quiz).exists() is taken
    assert foreign["bank"].title not in answer.content.decode()


def test_a_copy_is_offered_an_address_that_is_free_and_one_too_long_is_told(client, trainer, own):
    address = reverse("wagtailadmin_pages:copy", args=[own["module"].pk])

    def offered():
        return client.get(address).context["form"]["new_slug"].value()

    slug = own["module"].slug
    assert offered() == f"{slug}-2"
    own["lesson"].slug = f"{slug}-2"
    own["lesson"].save()
    assert offered() == f"{slug}-3"
    parent = own["module"].get_parent().pk
    form = {"new_title": "A copy", "new_slug": "x" * 101, "new_parent_page": parent}
    assert list(client.post(address, form).context["form"].errors) == ["new_slug"]


def picture():
    file = ContentFile(b"", name="picture.png")
    Picture.new("RGB", (4, 4)).save(file, "PNG")
    return ImageFile(file, name="picture.png")


def put_media(whose):
    fields = {"title": f"{whose} title", "collection": ensure_collection(WHOSE[whose])}
    document = ContentFile(b"x", name=f"{whose}-file.txt")
    return Image.objects.create(file=picture(), **fields), Document.objects.create(
        file=document, **fields
    )


def image_block(image, document):
    return "image", {"image": image.pk, "alt": "A map", "caption": ""}


def download_block(image, document):
    return "download", {"title": "Form", "document": document.pk}


def linking_text(image, document):
    text = f'<p>See <a linktype="document" id="{document.pk}">the form</a>.</p>'
    return "text", rich_text(text, features=["document-link"])


def send(client, lesson, *blocks, **changes):
    form = nested_form_data(
        {
            "title": lesson.title,
            "slug": lesson.slug,
            "minutes": 7,
            "body": streamfield(blocks),
            **changes,
        }
    )
    return client.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), form)


@pytest.mark.parametrize("write", [image_block, download_block, linking_text])
@pytest.mark.parametrize(("whose", "taken"), [("own", 302), ("shared", 302), ("foreign", 200)])
def test_a_lesson_takes_media_of_the_agency_and_shared_ones(
    client, trainer, own, write, whose, taken
):
    answer = send(client, own["lesson"], write(*put_media(whose)))
    assert answer.status_code == taken
    page = answer.content.decode()
    assert ("A picture or document belongs" in page or REFUSED in page) is (taken == 200)
    assert "foreign title" not in page
    assert "foreign-file" not in page


@pytest.mark.parametrize("write", [image_block, download_block, linking_text])
def test_a_form_with_another_fault_tells_no_title_either(client, trainer, own, write):
    page = send(client, own["lesson"], write(*put_media("foreign")), title="").content.decode()
    assert "foreign title" not in page
    assert "foreign-file" not in page


def test_what_stands_in_the_text_already_may_stay(client, trainer, own):
    media, lesson = put_media("foreign"), own["lesson"]
    lesson.body = [("download", {"title": "Form", "document": media[1]})]
    lesson.save_revision()
    assert send(client, lesson, download_block(*media)).status_code == 302


def test_a_course_tells_its_duration_and_takes_no_picture_of_another_agency(client, trainer, own):
    course, taken = own["course"], {}
    Agency.objects.filter(code="MOE").update(sector="education")
    for whose in ("foreign", "own"):
        image, _document = put_media(whose)
        form = {
            **{"title": course.title, "slug": course.slug, "summary": course.summary},
            **{"duration": "၂", "duration_unit": "hours"},
            **{"picture": image.pk, "picture_words": "A map", "passes_by": "all"},
            "grace_days": 0,
            "gives_certificate": "on",
            "skills": inline_formset([], initial=0),
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
        }
        data = nested_form_data(form) | {"sectors": ["education"]}
        answer = client.post(reverse("wagtailadmin_pages:edit", args=[course.pk]), data)
        taken[whose] = answer.status_code
        assert "foreign title" not in answer.content.decode()
    assert taken == {"foreign": 200, "own": 302}
    draft = CoursePage.objects.get(pk=course.pk).get_latest_revision_as_object()
    assert (draft.minutes, draft.sectors, draft.asks_feedback) == (120, ["education"], False)


def test_a_course_is_offered_the_designs_that_serve_its_agency(client, trainer, own):
    course, elsewhere = own["course"], AgencyFactory()
    for key, agency in (("ours", course.agency), ("theirs", elsewhere), ("national", None)):
        design = make_design(key, agency=agency)
        save_draft(design, make_draft(design.kind), by=None)
        publish_draft(design)
    retire_design(Design.objects.get(key="national"))
    make_design("begun", agency=course.agency)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[course.pk]))
    offered = [key for key, _name in page.context["form"].fields["certificate_design"].choices]
    assert offered == ["", "ours"]
