"""Two who act on the same lesson at once: one does it, and nobody follows a follower."""

from functools import partial

from cms.bootstrap import bootstrap_site, ensure_agency_catalog
from cms.following import FollowRefused, end_link, resume_link, take_over
from cms.models import LessonLink
from tests.cms import factories as f
from tests.cms.following.conftest import draft, follow, link_of, rewrite
from tests.cms.reviews.people import again, somebody
from tests.people.factories import AgencyFactory
from tests.threads import at_once


def test_of_two_who_take_over_at_once_one_does_and_no_chain_comes_about(committed_db):
    bootstrap_site()
    shelf = ensure_agency_catalog(AgencyFactory(code="MOE"))
    trainer = somebody("trainer", shelf.agency)
    source = f.put_lesson(f.put_module(f.put_course(shelf)))
    module = f.put_module(f.put_course(shelf, slug="other", title="Another course"))
    page = follow(source, module, trainer)
    page.get_latest_revision().publish()
    module.get_parent().specific.save_revision().publish()
    rewrite(source, "Newer")
    acts = [partial(take_over, link_of(page), by=again(trainer)) for _each in range(2)]
    refused = [isinstance(one, FollowRefused) for one in at_once(*acts, refusals=(FollowRefused,))]
    assert sorted(refused) == [False, True]
    assert draft(page).title == "Newer"

    end_link(again(page), by=trainer)
    third = f.put_module(f.put_course(shelf, slug="third", title="Third"))
    at_once(
        partial(resume_link, again(page), by=again(trainer)),
        partial(follow, again(page), third, again(trainer)),
        refusals=(FollowRefused,),
    )
    followers = LessonLink.objects.active()
    assert not followers.filter(source__in=followers.values("page")).exists()
