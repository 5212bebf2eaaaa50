"""An obstacle says in words what is to be mended, and where."""

from cms.gate import Obstacle, edit_url
from cms.models import CoursePage


def test_an_obstacle_is_mended_on_the_page_itself_unless_it_says_where():
    assert (Obstacle("Mend this.").url, Obstacle("Mend this.").link) == ("", "")


def test_the_same_obstacle_met_twice_is_told_once():
    told = dict.fromkeys([Obstacle("Mend this."), Obstacle("Mend this."), Obstacle("And that.")])
    assert [one.words for one in told] == ["Mend this.", "And that."]


def test_a_page_is_mended_in_its_editor():
    assert edit_url(CoursePage(pk=4321)) == "/cms/pages/4321/edit/"
