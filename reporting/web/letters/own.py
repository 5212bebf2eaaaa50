"""Shows a person their letters of figures: begun, changed, paused, resumed, ended."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.models import Agency, Person
from people.text import clean
from people.web.office import UnitChoice, choose_unit
from plan.levels import HIGHEST_LEVEL, LOWEST_LEVEL, load_level_names
from plan.models import Skill
from reporting.letters import (
    LetterExists,
    LetterOutOfReach,
    TooManyLetters,
    begin_letter,
    change_letter,
    end_letter,
    pause_letter,
    resume_letter,
)
from reporting.letters.keeping import MOST_LETTERS
from reporting.letters.sending import find_last_sent
from reporting.models import FigureLetter
from reporting.query.scope import top_units
from reporting.web.decorators import get_viewer
from reporting.web.letters.forms import FigureLetterForm, SkillLevel, describe_letter, read_initial

_LONGEST_CODE = 40
_REFUSALS = {
    LetterExists: gettext_lazy("You have this letter already: change that one, or resume it."),
    LetterOutOfReach: gettext_lazy("You no longer read the figures of this unit."),
    TooManyLetters: gettext_lazy("You have as many letters as one may have. End one first."),
}
_ACTS: dict[str, tuple[Callable[[FigureLetter], None], object]] = {
    "pause": (pause_letter, gettext_lazy("Nothing is sent until you resume it.")),
    "resume": (resume_letter, gettext_lazy("It is sent again.")),
    "end": (end_letter, gettext_lazy("The letter has ended. You can resume it below.")),
}


@never_cache
@require_safe
@login_required
def show_letters(request: HttpRequest) -> HttpResponse:
    """Show the person's own letters, those that ended last."""
    person, names = get_viewer(request), load_level_names()
    rows = FigureLetter.objects.filter(person=person).select_related("unit", "skill")
    sent = find_last_sent(rows)
    told = [describe_letter(letter, names) | {"sent": sent.get(letter.pk)} for letter in rows]
    context = {
        "rows": sorted(told, key=lambda row: row["letter"].state == FigureLetter.State.ENDED),
        "reads": bool(top_units(person)),
        "most": MOST_LETTERS,
        "reader": person,
    }
    return render(request, "reporting/letters/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add_letter(request: HttpRequest) -> HttpResponse:
    """Show the form for the unit of the address; a POST begins the letter."""
    person = get_viewer(request)
    place = choose_unit(request, Agency.objects.figures_visible_to(person), needs_one=True)
    if place.unit is None:
        raise PermissionDenied
    own = _read_own_pair(request)
    first = f"{own[0].code}:{own[1]}" if own else ""
    form = FigureLetterForm(
        _read_sent(request), unit=place.unit, own=own, initial={"about": first}
    )
    if _is_kept(form, lambda: begin_letter(person, form.build_wish())):
        messages.success(request, _("The letter is begun. The list says when it comes."))
        return redirect("reporting:letters")
    return _render_letter_form(request, form, place.unit, place=place)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the form of one's own letter; a POST changes it."""
    letter = _get_letter(get_viewer(request), pk)
    own = (letter.skill, letter.level) if letter.skill and letter.level else None
    form = FigureLetterForm(
        _read_sent(request), unit=letter.unit, own=own, initial=read_initial(letter)
    )
    if _is_kept(form, lambda: change_letter(letter, form.build_wish())):
        if letter.state == FigureLetter.State.ACTIVE:
            messages.success(request, _("The letter is changed."))
        else:
            # It was paused or ended meanwhile, or had been: changing it sends nothing.
            messages.warning(
                request, _("The letter is changed. Nothing is sent until you resume it.")
            )
        return redirect("reporting:letters")
    return _render_letter_form(request, form, letter.unit, letter=letter)


@require_POST
@login_required
def act_on_letter(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Pause, resume or end one's own letter."""
    letter = _get_letter(get_viewer(request), pk)
    if act not in _ACTS:
        raise Http404
    do, told = _ACTS[act]
    try:
        do(letter)
    except tuple(_REFUSALS) as error:
        messages.error(request, str(_REFUSALS[type(error)]))
    else:
        messages.success(request, str(told))
    return redirect("reporting:letters")


def _get_letter(person: Person, pk: int) -> FigureLetter:
    # Security: a letter of somebody else and one that does not exist get the same answer.
    rows = FigureLetter.objects.filter(person=person)
    return get_object_or_404(rows.select_related("person", "unit", "skill__framework"), pk=pk)


def _read_own_pair(request: HttpRequest) -> SkillLevel | None:
    """Return the skill and level of the page from which one came; None for anything else."""
    code = clean(request.GET.get("skill", "")[:_LONGEST_CODE])
    level = request.GET.get("level", "")
    numbers = {str(number): number for number in range(LOWEST_LEVEL, HIGHEST_LEVEL + 1)}
    if level not in numbers:
        return None
    skill = Skill.objects.competences().select_related("framework").filter(code=code).first()
    return (skill, numbers[level]) if skill else None


def _read_sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _is_kept(form: FigureLetterForm, keep: Callable[[], object]) -> bool:
    """Return whether the form was sent and its letter written; else the form says why not."""
    if not (form.is_bound and form.is_valid()):
        return False
    try:
        keep()
    except tuple(_REFUSALS) as error:
        form.add_error(None, str(_REFUSALS[type(error)]))
        return False
    return True


def _render_letter_form(
    request: HttpRequest,
    form: FigureLetterForm,
    unit: Agency,
    *,
    letter: FigureLetter | None = None,
    place: UnitChoice | None = None,
) -> HttpResponse:
    context = {"form": form, "letter": letter, "unit": unit, "reader": request.user}
    context |= vars(place) if place else {}
    status = 422 if form.is_bound else 200
    return render(request, "reporting/letters/form.html", context, status=status)
