"""Says who finds which course offered, and may use it again."""

from __future__ import annotations

from cms.models import AgencyCatalogPage, CoursePage
from cms.models.reuse import CourseTemplate
from people.access import has_global_access, roles_of
from people.models import Person, Role


def may_copy(course: CoursePage, by: Person) -> bool:
    """Return whether the person writes the course, or finds it offered as a template."""
    return bool(course.permissions_for_user(by).can_write()) or is_offered(course, by)


def find_templates(person: Person) -> list[CoursePage]:
    """Return the courses that the person may start from, by title, in three queries."""
    rows = CourseTemplate.objects.select_related("course__locale").order_by("course__title", "pk")
    shelves = dict(AgencyCatalogPage.objects.values_list("path", "agency__path"))
    return [row.course for row in rows if _reaches(row.course, shelves, person)]


def is_offered(course: CoursePage, person: Person) -> bool:
    """Return whether the person finds the course among the templates."""
    return any(one.pk == course.pk for one in find_templates(person))


def _reaches(course: CoursePage, shelves: dict[str, str], person: Person) -> bool:
    """Return whether the person is a trainer of the agency of the course today, or below it."""
    # By its place of now: a course that was moved is offered where it stands.
    nearest = max((path for path in shelves if course.path.startswith(path)), key=len, default="")
    owner = shelves.get(nearest, "")
    paths = [role.agency.path for role in roles_of(person, Role.Kind.TRAINER)]
    return has_global_access(person) or any(
        path.startswith(owner) or owner.startswith(path) for path in paths if owner
    )
