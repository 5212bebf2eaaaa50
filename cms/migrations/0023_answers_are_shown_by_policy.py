from django.db import migrations, models


def take_policies(apps, _editor):
    """A quiz that showed its answers showed them always, another one never."""
    # Revisions are not touched: `QuizPage.from_serializable_data` reads what they say.
    quizzes = apps.get_model("cms", "QuizPage").objects
    quizzes.filter(shows_answers=False).update(answers_shown="never")


def restore_choices(apps, _editor):
    # A policy between the two hides the key: who goes back must not give it away.
    policy = models.Case(models.When(answers_shown="always", then=True), default=False)
    apps.get_model("cms", "QuizPage").objects.update(shows_answers=policy)


class Migration(migrations.Migration):
    dependencies = [("cms", "0022_what_is_known_of_questions")]

    operations = [
        migrations.RunPython(take_policies, restore_choices),
        migrations.RemoveField("quizpage", "shows_answers"),
    ]
