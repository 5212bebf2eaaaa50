from django.core.management import call_command

from courses.models import Course, Lesson, LessonVersion
from courses.search.queries import search_courses
from tests.cms import factories as f


def test_the_command_pushes_everything_again(shelf, capsys):
    course = f.put_course(shelf)
    f.put_lesson(f.put_module(course))
    f.put_quiz(course, f.put_bank(shelf))
    Lesson.objects.update(titles={}, is_live=False)
    Course.objects.update(search_text="")
    call_command("push_catalogue")
    assert capsys.readouterr().out == "2 courses and question banks pushed\n"
    assert Lesson.objects.get().titles == {"en": "What it is"}
    assert search_courses(Course.objects.all(), "what it is").exists()
    assert LessonVersion.objects.count() == 1
