"""Authors are told what those who hear a lesson would miss; good texts are left in peace."""

import pytest
from django.utils import translation

from cms.gate import list_access_advice

pytestmark = pytest.mark.any_database

TABLE = "<table><caption>Fees</caption>{}<tr><td>1</td><td>2</td></tr></table>"
HEADINGS = "<tr><th></th><th>{}</th></tr>"
PICTURE = '<figure><img src="a" alt="{}"><figcaption>Figure 1 A desk</figcaption></figure>'
GOOD = (
    "<h2>Part</h2><h3>Detail</h3><p><b>Never</b> pay.</p><p>2.1 - 3.4 of 5</p>"
    "<p><strong>Nobody has to pay.</strong></p><ul><li>one</li></ul><p>- a lone dash</p>"
    + TABLE.format(HEADINGS.format("Fee"))
    + PICTURE.format("A clean desk at night")
    + '<img src="a" alt=""><p><a href="/x">The rules of 2026</a> <a href="x">x.example</a></p>'
)


def advise(html):
    with translation.override("en"):
        return list_access_advice(html)


def test_a_good_text_is_left_in_peace():
    assert advise(GOOD) == []


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<h3>Detail</h3><h2>Part</h2>", "“Detail” stands below no large one"),
        ("<h2> &nbsp;</h2>", "A heading is empty."),
        ("<p><b>What to </b><b>do</b></p><p>Call.</p>", "“What to do” looks like a heading"),
        ("<p>- one</p><p>- two</p>", "begin with “-” are a list"),
        ("<p>• one<br>• two<br>• three</p>", "begin with “•” are a list"),
        (PICTURE.format("IMG_2031"), "“IMG_2031” is the name of a file"),
        (PICTURE.format("desk photo.JPG"), "is the name of a file"),
        (PICTURE.format("A desk"), "the same as its caption, “A desk”"),
        (TABLE.format(""), "“Fees” has no heading row"),
        (TABLE.format(HEADINGS.format("")), "“Fees” has an empty heading"),
        ('<a href="x">Click here.</a>', "“Click here.” does not say"),
        ('<a href="x">ဤနေရာကို နှိပ်ပါ။</a>', "does not say where it leads"),
        (f'<a href="x">https://site.example/{"a" * 40}</a>', "does not say where it leads"),
    ],
)
def test_each_find_is_told_once(html, told):
    (sentence,) = advise(html + html)
    assert told in sentence
