from django.db import migrations, models


def take_policies(apps, _editor):
    """A quiz that showed its answers showed them always, another one never."""
    quizzes = apps.get_model("courses", "Quiz").objects
    quizzes.filter(shows_answers=True).update(answers_shown="always")
    quizzes.filter(shows_answers=False).update(answers_shown="never")


def restore_choices(apps, _editor):
    # A policy between the two hides the key: who goes back must not give it away.
    quizzes = apps.get_model("courses", "Quiz").objects
    quizzes.update(
        shows_answers=models.Case(models.When(answers_shown="always", then=True), default=False)
    )


class Migration(migrations.Migration):
    dependencies = [("courses", "0038_sections_and_what_a_quiz_shows")]

    operations = [
        migrations.RunPython(take_policies, restore_choices),
        migrations.RemoveConstraint("quiz", "a_first_test_is_of_a_course_and_keeps_its_answers"),
        migrations.RemoveField("quiz", "shows_answers"),
        migrations.AddConstraint(
            "quiz",
            models.CheckConstraint(
                condition=models.Q(is_first_test=False)
                | models.Q(module=None, answers_shown="never"),
                name="a_first_test_is_of_a_course_and_keeps_its_answers",
            ),
        ),
    ]
