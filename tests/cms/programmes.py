"""Pages of programmes for tests."""

from cms.models import ProgrammePage, ProgrammePageSkill
from tests.cms import factories as f
from tests.plan.factories import SkillFactory


def part(*courses, title="Basics", **rules):
    rules = {"required": None, "in_order": False, "waits": False} | rules
    return ("part", {"title": title, "courses": [str(one.key) for one in courses], **rules})


def put_programme(shelf, *parts, publish=True, **fields):
    fields = {"title": "Digital basics", "slug": "basics", "summary": "What it is"} | fields
    page = ProgrammePage(sets=list(parts), **fields)
    page.skills = [ProgrammePageSkill(skill=SkillFactory(), level=2)]
    return f.put(shelf, page, publish=publish)
