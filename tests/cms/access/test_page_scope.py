"""What another agency has not published is not told to those who write here, by no address."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from wagtail_localize.models import Translation, TranslationSource

from cms.bootstrap import ensure_agency_catalog
from tests.cms.factories import in_burmese, item, put_bank, put_course, put_lesson, put_module
from tests.people.factories import AgencyFactory
from tests.people.sign_in import signed_in

pytestmark = [pytest.mark.any_database, pytest.mark.slow, pytest.mark.django_db]
SECRET = "Hushed"
NUMBER = re.compile(r"<int:(page_id|parent_page_id|page_to_move_id|page_pk|pk)>")
OTHERS = [
    (r"<int:destination_id>", "{shelf}"),
    (r"<int:revision_id>", "{revision}"),
    (r"\^\(\?P<pk>.*\$", "{page}/revisions/compare/earliest...latest/"),
    (r"<int:translation_source_id>", "{source}"),
    (r"<int:translation_id>", "{translation}"),
    (r"<slug:(content_type_app_name|app_label|app_name)>", "cms"),
    (r"<slug:(content_type_model_name|model_name)>", "bankpage"),
    (r"<str:mode>|\^|\$", ""),
    (r"<str:action_name>", "copy"),
    (r"<int:\w+>", "1"),
]
SEARCHED = [
    "choose-page/?page_type=cms.BankPage",
    "choose-page/search/?q=Hushed",
    "choose-page/chosen-multiple/?id={page}",
    "pages/search/?q=Hushed",
    "choose-page/?page_type=cms.LessonPage",
    *(
        f"bulk/wagtailcore/page/{action}/?next=/cms/&{asked}"
        for action in ("delete", "move", "publish", "unpublish")
        for asked in (
            *("id=all", "id=all&q=Hushed", "id=all&childOf={page}", "id={page}"),
            *("id=%20{page}", "id=all&childOf=%20{page}", "id={page}&id=all"),
        )
    ),
    "api/main/pages/?search=Hushed",
    "reports/site-history/?label=Hushed",
    "translations/?status=missing",
]


def routes(resolver, before=""):
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif isinstance(pattern, URLPattern):
            yield route


def addresses(page, shelf):
    """Each address of the back office that says something of a page, and all the reports."""
    source = TranslationSource.objects.filter(object_id=page.translation_key).first()
    facts = {
        "page": page.pk,
        "shelf": shelf.pk,
        "revision": page.latest_revision_id,
        "source": source.pk if source else 0,
        "translation": Translation.objects.filter(source=source).values_list("pk", flat=True)[:1],
    }
    facts["translation"] = next(iter(facts["translation"]), 0)
    about = ("cms/pages/", "cms/choose-page/", "cms/localize/", "cms/reports/", "cms/api/main/^p")
    for route in dict.fromkeys(routes(get_resolver())):
        if route.startswith(about):
            address = NUMBER.sub("{page}", route)
            for pattern, fact in OTHERS:
                address = re.sub(pattern, fact, address)
            yield "/" + address.format(**facts)
    yield from ("/cms/" + address.format(**facts) for address in SEARCHED)


@pytest.fixture
def drafts(tree):
    shelf = ensure_agency_catalog(AgencyFactory(code="MOH"))
    course = put_course(shelf, slug="secret", title=f"{SECRET} course", publish=False)
    module = put_module(course, title=f"{SECRET} module", publish=False)
    put_lesson(module, title=f"{SECRET} lesson", text=f"{SECRET} text", publish=False)
    bank = put_bank(shelf, slug="bank", title=f"{SECRET} bank", items=[item(f"{SECRET} stem")])
    in_burmese(bank)
    return [bank, course]


def tells(answer):
    text = "" if answer.streaming else answer.content.decode()
    return f"{SECRET} " in text.replace(f'value="{SECRET}"', "")


@pytest.mark.parametrize("kind", ["trainer", "translator", "secretariat"])
def test_no_address_of_the_back_office_tells_of_them(client, shelf, drafts, kind):
    signed_in(client, kind, agency=shelf.agency)
    every = {address for page in drafts for address in addresses(page, shelf)}
    assert not [address for address in every if tells(client.get(address))]
    assert not tells(client.get("/cms/")), "a message of one of them"


@pytest.mark.parametrize(
    ("address", "field"),
    [
        ("pages/{shelf}/copy/", "new_parent_page"),
        ("pages/{shelf}/move/", "new_parent_page"),
        ("course-pages/choose_parent/", "parent_page"),
        ("pages/create/cms/coursepage", "parent_page"),
        ("bulk/wagtailcore/page/move/?id={shelf}", "chooser"),
    ],
)
def test_no_form_tells_of_a_page_that_it_is_sent(client, shelf, drafts, address, field):
    signed_in(client, "trainer", agency=shelf.agency)
    for page in drafts:
        form = {field: page.pk, "new_title": "x", "new_slug": "x"}
        answer = client.post("/cms/" + address.format(shelf=shelf.pk), form)
        assert answer.status_code == 404


NUMBERED = (
    "bulk/wagtailcore/page/delete/?id={}",
    "bulk/wagtailcore/page/move/?id=all&childOf={}",
    "bulk/wagtailimages/image/delete/?id={}",
    "bulk/wagtaildocs/document/add_tags/?id={}",
    "choose-page/chosen-multiple/?id={}",
    "choose-page/?target_pages[]={}",
    "images/chooser/chosen-multiple/?id={}",
    "documents/chooser/chosen/{}/",
    "pages/{}/edit/",
    "pages/{}/",
)


@pytest.mark.parametrize("number", ["9" * 30, "abc", "%20105", "-1", "1e3", "\u1041"])
def test_what_is_no_number_of_a_row_is_not_found(client, shelf, number):
    signed_in(client, "trainer", agency=shelf.agency)
    answers = {address: client.get("/cms/" + address.format(number)) for address in NUMBERED}
    told = {address: (one.status_code, one.get("Location")) for address, one in answers.items()}
    assert {*told.values()} <= {(404, None), (302, "/cms/")}, told
