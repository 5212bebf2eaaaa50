"""Random histories of a small country: offices, postings and evidence, folded now and then."""

import datetime as dt

from django.utils import timezone

from certification.models import Evidence
from people.models import Agency, Posting
from people.postings import post_person
from plan.models import Measure
from plan.targets import TargetAudience
from reporting.figures.counting import count_by_unit
from reporting.figures.facts import count_facts
from reporting.figures.question import Question
from reporting.figures.subtree import Subtree
from reporting.spells import fold_some, refresh_tallies
from reporting.spells.totals import move_totals
from tests.plan.factories import SkillFactory
from tests.reporting.factories import EvidenceFactory
from tests.reporting.figures.test_past import LENGTH, Country

STEP = 17  # days: so that histories go through months
SPAN = (LENGTH - 1) * STEP
CLERKS, GRADED = TargetAudience([{"en": "Clerk"}]), TargetAudience((), 3)
KINDS = ("test", "sign_off", "imported", "self_claim")


class LearningCountry(Country):
    """Where people learn, too, and in whose history no fact is safe."""

    def __init__(self):
        super().__init__()
        self.first = timezone.localdate() - dt.timedelta(SPAN)
        # Units as they were before, without days of their own.
        Posting.objects.update(valid_from=self.first)
        self.skills = [SkillFactory(), SkillFactory()]

    def day(self, when):
        return self.first + dt.timedelta(when * STEP)

    def do(self, number, kind, one, other, when):
        own = getattr(self, f"do_{kind}", None)
        if own is None:
            return super().do(number, kind, one, other, when * STEP)
        return own(number, one, other, when)

    def do_learn(self, number, one, other, when):
        EvidenceFactory(
            person=self.people[other % 3],
            skill=self.skills[number % 2],
            level=1 + 2 * (one % 3),
            kind=KINDS[(one + other) % 4],
            acquired_on=self.day(when),
            expires_on=self.day(when + 1 + other) if one % 2 else None,
            agency=self.units[one] if other else None,
        )

    def do_revoke(self, number, one, other, when):
        Evidence.objects.filter(pk__in=self.some_evidence(one)).update(revoked_on=self.day(when))

    def do_restore(self, number, one, other, when):
        Evidence.objects.update(revoked_on=None)

    def do_renew(self, number, one, other, when):
        for row in Evidence.objects.filter(pk__in=self.some_evidence(other)):
            row.expires_on = row.acquired_on + dt.timedelta(1 + when * STEP)
            row.save()

    def do_forget(self, number, one, other, when):
        Evidence.objects.filter(pk__in=self.some_evidence(one)).delete()

    def do_lock(self, number, one, other, when):
        person = self.people[other % 3]
        person.is_active = not person.is_active
        person.save()

    def do_correct(self, number, one, other, when):
        Posting.objects.filter(person=self.people[other % 3]).update(agency=self.units[one])

    def do_promote(self, number, one, other, when):
        names, grade = ({"en": "Clerk"}, 3) if one % 2 else ({"en": "Head"}, 2)
        person = self.people[other % 3]
        Posting.objects.filter(person=person, valid_from__gte=self.day(when)).update(
            position=names, grade=grade
        )

    def do_post_on(self, number, one, other, when):
        """Another post in the same agency: no spell begins."""
        person, day = self.people[other % 3], self.day(when)
        agency = person.postings.latest("valid_from").agency
        post_person(person, agency, position={"en": "Clerk"}, grade=1 + one, day=day)

    def do_fold(self, number, one, other, when):
        fold_some()

    def do_sum(self, number, one, other, when):
        refresh_tallies()

    def do_date(self, number, one, other, when):
        move_totals(self.day(when))

    def some_evidence(self, offset):
        return list(Evidence.objects.order_by("pk").values_list("pk", flat=True))[offset % 2 :: 2]

    def questions(self):
        """Head-count, held and trained, on days of four months and by kind of proof."""
        days = [self.day(when) for when in (1, 4, 6, 9)]
        columns = tuple((level, day) for level in (1, 4) for day in days)
        skills = frozenset(skill.pk for skill in self.skills)
        yield Question(Measure.HELD, frozenset(), tuple((0, day) for day in days))
        for measure in Measure:
            yield Question(measure, skills, columns)
            yield Question(measure, skills, (columns[1], columns[-1]), kinds=Evidence.COUNTED)
            yield Question(measure, skills, columns, CLERKS)
        yield Question(Measure.HELD, skills, columns[-1:], GRADED, kinds=Evidence.COUNTED)


def recount(subtree, question):
    """What the facts say, of everybody."""
    rows = count_facts(question, subtree.agencies_on(*question.days))
    found = {}
    for key, skill, *numbers in rows.values_list("key", "skill_key", *question.name_columns()):
        for index, number in enumerate(numbers):
            day = question.all_columns[index].day
            for unit in subtree.units_containing(key, day) if number else ():
                found[unit, skill, index] = found.get((unit, skill, index), 0) + number
    return found


def read_door(subtree, question):
    counts = count_by_unit(subtree, question)
    return {
        (*key, index): number
        for key, numbers in counts.items()
        for index, number in enumerate(numbers)
        if number
    }


def assert_door_is_right(country):
    """The door says what the facts say, of all units on all days that are asked for."""
    units = list(Agency.objects.all())
    subtree = Subtree.of(units, since=country.first)
    for question in country.questions():
        for asked in (subtree, subtree.alone(units)):
            assert read_door(asked, question) == recount(asked, question)
