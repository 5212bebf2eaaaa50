"""Tables of pages and of questions, and of their reviews."""

import cms.blocks.programmes
import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import plan.levels
import plan.skill_choices
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

from people.migrating import create_tables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
        ("plan", "0001_initial"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = create_tables(
        migrations.CreateModel(
            name="HomePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True, help_text="One or two short sentences.", verbose_name="lead"
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 0),
                            ("image", 5),
                            ("callout", 9),
                            ("download", 12),
                            ("table", 13),
                            ("figure", 17),
                            ("quotation", 21),
                            ("accordion", 25),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "phrase-language",
                                        "ol",
                                        "ul",
                                        "link",
                                        "hr",
                                        "document-link",
                                    ],
                                    "group": "Text",
                                    "icon": "pilcrow",
                                    "label": "Text",
                                    "template": "blocks/text.html",
                                },
                            ),
                            1: (
                                "wagtail.images.blocks.ImageChooserBlock",
                                (),
                                {"label": "Picture"},
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Read aloud to those who cannot see it.",
                                    "label": "What the picture shows",
                                    "max_length": 250,
                                    "required": False,
                                },
                            ),
                            3: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "Whoever cannot see it misses nothing: it is not read aloud.",
                                    "label": "It only decorates",
                                    "required": False,
                                },
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Caption", "max_length": 250, "required": False},
                            ),
                            5: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 1), ("alt", 2), ("decorative", 3), ("caption", 4)]],
                                {"group": "Pictures, sound and files"},
                            ),
                            6: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("info", "Good to know"),
                                        ("success", "Do this"),
                                        ("attention", "Take care"),
                                        ("danger", "Never do this"),
                                    ],
                                    "label": "Tone",
                                },
                            ),
                            7: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 120, "required": False},
                            ),
                            8: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "phrase-language",
                                        "ol",
                                        "ul",
                                        "link",
                                    ],
                                    "label": "Text",
                                },
                            ),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [[("tone", 6), ("title", 7), ("text", 8)]],
                                {"group": "Text"},
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 150},
                            ),
                            11: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "File"},
                            ),
                            12: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 10), ("document", 11)]],
                                {"group": "Pictures, sound and files"},
                            ),
                            13: ("cms.blocks.tables.TableBlock", (), {"group": "Text"}),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Read aloud to those who cannot see it.",
                                    "label": "What the picture shows",
                                    "max_length": 250,
                                },
                            ),
                            15: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Caption", "max_length": 250},
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Who made it, and when.",
                                    "label": "Source",
                                    "max_length": 250,
                                    "required": False,
                                },
                            ),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 1), ("alt", 14), ("caption", 15), ("source", 16)]],
                                {"group": "Pictures, sound and files"},
                            ),
                            18: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "Quoted words", "max_length": 1500},
                            ),
                            19: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Who said or wrote it, and where.",
                                    "label": "Source",
                                    "max_length": 250,
                                },
                            ),
                            20: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "Address of the source", "required": False},
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("words", 18), ("source", 19), ("url", 20)]],
                                {"group": "Text"},
                            ),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 120},
                            ),
                            23: ("wagtail.blocks.StructBlock", [[("title", 22), ("text", 8)]], {}),
                            24: (
                                "wagtail.blocks.ListBlock",
                                (23,),
                                {"label": "Folded texts", "min_num": 1},
                            ),
                            25: (
                                "wagtail.blocks.StructBlock",
                                [[("sections", 24)]],
                                {"group": "Text"},
                            ),
                        },
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "verbose_name": "front page",
                "verbose_name_plural": "front pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="InfoPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True, help_text="One or two short sentences.", verbose_name="lead"
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 0),
                            ("image", 5),
                            ("callout", 9),
                            ("download", 12),
                            ("table", 13),
                            ("figure", 17),
                            ("quotation", 21),
                            ("accordion", 25),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "phrase-language",
                                        "ol",
                                        "ul",
                                        "link",
                                        "hr",
                                        "document-link",
                                    ],
                                    "group": "Text",
                                    "icon": "pilcrow",
                                    "label": "Text",
                                    "template": "blocks/text.html",
                                },
                            ),
                            1: (
                                "wagtail.images.blocks.ImageChooserBlock",
                                (),
                                {"label": "Picture"},
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Read aloud to those who cannot see it.",
                                    "label": "What the picture shows",
                                    "max_length": 250,
                                    "required": False,
                                },
                            ),
                            3: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "Whoever cannot see it misses nothing: it is not read aloud.",
                                    "label": "It only decorates",
                                    "required": False,
                                },
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Caption", "max_length": 250, "required": False},
                            ),
                            5: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 1), ("alt", 2), ("decorative", 3), ("caption", 4)]],
                                {"group": "Pictures, sound and files"},
                            ),
                            6: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("info", "Good to know"),
                                        ("success", "Do this"),
                                        ("attention", "Take care"),
                                        ("danger", "Never do this"),
                                    ],
                                    "label": "Tone",
                                },
                            ),
                            7: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 120, "required": False},
                            ),
                            8: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "phrase-language",
                                        "ol",
                                        "ul",
                                        "link",
                                    ],
                                    "label": "Text",
                                },
                            ),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [[("tone", 6), ("title", 7), ("text", 8)]],
                                {"group": "Text"},
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 150},
                            ),
                            11: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "File"},
                            ),
                            12: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 10), ("document", 11)]],
                                {"group": "Pictures, sound and files"},
                            ),
                            13: ("cms.blocks.tables.TableBlock", (), {"group": "Text"}),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Read aloud to those who cannot see it.",
                                    "label": "What the picture shows",
                                    "max_length": 250,
                                },
                            ),
                            15: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Caption", "max_length": 250},
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Who made it, and when.",
                                    "label": "Source",
                                    "max_length": 250,
                                    "required": False,
                                },
                            ),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 1), ("alt", 14), ("caption", 15), ("source", 16)]],
                                {"group": "Pictures, sound and files"},
                            ),
                            18: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "Quoted words", "max_length": 1500},
                            ),
                            19: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Who said or wrote it, and where.",
                                    "label": "Source",
                                    "max_length": 250,
                                },
                            ),
                            20: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "Address of the source", "required": False},
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("words", 18), ("source", 19), ("url", 20)]],
                                {"group": "Text"},
                            ),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 120},
                            ),
                            23: ("wagtail.blocks.StructBlock", [[("title", 22), ("text", 8)]], {}),
                            24: (
                                "wagtail.blocks.ListBlock",
                                (23,),
                                {"label": "Folded texts", "min_num": 1},
                            ),
                            25: (
                                "wagtail.blocks.StructBlock",
                                [[("sections", 24)]],
                                {"group": "Text"},
                            ),
                        },
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "verbose_name": "information page",
                "verbose_name_plural": "information pages",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="PlanProgressPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "lead",
                    models.TextField(
                        blank=True, help_text="One or two short sentences.", verbose_name="lead"
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 0),
                            ("image", 5),
                            ("callout", 9),
                            ("download", 12),
                            ("table", 13),
                            ("figure", 17),
                            ("quotation", 21),
                            ("accordion", 25),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "phrase-language",
                                        "ol",
                                        "ul",
                                        "link",
                                        "hr",
                                        "document-link",
                                    ],
                                    "group": "Text",
                                    "icon": "pilcrow",
                                    "label": "Text",
                                    "template": "blocks/text.html",
                                },
                            ),
                            1: (
                                "wagtail.images.blocks.ImageChooserBlock",
                                (),
                                {"label": "Picture"},
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Read aloud to those who cannot see it.",
                                    "label": "What the picture shows",
                                    "max_length": 250,
                                    "required": False,
                                },
                            ),
                            3: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "Whoever cannot see it misses nothing: it is not read aloud.",
                                    "label": "It only decorates",
                                    "required": False,
                                },
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Caption", "max_length": 250, "required": False},
                            ),
                            5: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 1), ("alt", 2), ("decorative", 3), ("caption", 4)]],
                                {"group": "Pictures, sound and files"},
                            ),
                            6: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("info", "Good to know"),
                                        ("success", "Do this"),
                                        ("attention", "Take care"),
                                        ("danger", "Never do this"),
                                    ],
                                    "label": "Tone",
                                },
                            ),
                            7: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 120, "required": False},
                            ),
                            8: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "phrase-language",
                                        "ol",
                                        "ul",
                                        "link",
                                    ],
                                    "label": "Text",
                                },
                            ),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [[("tone", 6), ("title", 7), ("text", 8)]],
                                {"group": "Text"},
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 150},
                            ),
                            11: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "File"},
                            ),
                            12: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 10), ("document", 11)]],
                                {"group": "Pictures, sound and files"},
                            ),
                            13: ("cms.blocks.tables.TableBlock", (), {"group": "Text"}),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Read aloud to those who cannot see it.",
                                    "label": "What the picture shows",
                                    "max_length": 250,
                                },
                            ),
                            15: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Caption", "max_length": 250},
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Who made it, and when.",
                                    "label": "Source",
                                    "max_length": 250,
                                    "required": False,
                                },
                            ),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 1), ("alt", 14), ("caption", 15), ("source", 16)]],
                                {"group": "Pictures, sound and files"},
                            ),
                            18: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "Quoted words", "max_length": 1500},
                            ),
                            19: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Who said or wrote it, and where.",
                                    "label": "Source",
                                    "max_length": 250,
                                },
                            ),
                            20: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "Address of the source", "required": False},
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("words", 18), ("source", 19), ("url", 20)]],
                                {"group": "Text"},
                            ),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 120},
                            ),
                            23: ("wagtail.blocks.StructBlock", [[("title", 22), ("text", 8)]], {}),
                            24: (
                                "wagtail.blocks.ListBlock",
                                (23,),
                                {"label": "Folded texts", "min_num": 1},
                            ),
                            25: (
                                "wagtail.blocks.StructBlock",
                                [[("sections", 24)]],
                                {"group": "Text"},
                            ),
                        },
                        verbose_name="how it is counted, and other words",
                    ),
                ),
            ],
            options={
                "verbose_name": "page of the plan's progress",
                "verbose_name_plural": "pages of the plan's progress",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="CatalogPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "catalogue",
                "verbose_name_plural": "catalogues",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="AgencyCatalogPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="shelves",
                        to="people.agency",
                        verbose_name="agency",
                    ),
                ),
            ],
            options={
                "verbose_name": "shelf",
                "verbose_name_plural": "shelves",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="CoursePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "renewal_points",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: none. A point is an hour learnt in other courses of the same skills since the certificate was given.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="points that renew the certificate",
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        db_default=0,
                        default=0,
                        help_text="So many days after the end points still count, and still renew it.",
                        validators=[django.core.validators.MaxValueValidator(366)],
                        verbose_name="days of grace to renew by points",
                    ),
                ),
                (
                    "outcomes",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="One thing a line, beginning with a verb.",
                        max_length=2000,
                        verbose_name="what one can do afterwards",
                    ),
                ),
                (
                    "passes_by",
                    models.CharField(
                        choices=[
                            ("all", "All groups are asked; within one, one condition is enough"),
                            ("any", "One group is enough; within it, all conditions are asked"),
                        ],
                        db_default="all",
                        default="all",
                        max_length=3,
                        verbose_name="how the groups are joined",
                    ),
                ),
                (
                    "pass_rule",
                    wagtail.fields.StreamField(
                        [("group", 7)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "default": 100,
                                    "label": "Lessons read, in percent",
                                    "max_value": 100,
                                    "min_value": 1,
                                },
                            ),
                            1: (
                                "wagtail.blocks.static_block.StaticBlock",
                                (),
                                {"label": "All quizzes passed"},
                            ),
                            2: (
                                "wagtail.blocks.PageChooserBlock",
                                (),
                                {"label": "Quiz", "page_type": ["cms.QuizPage"]},
                            ),
                            3: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "help_text": "Empty: its pass mark.",
                                    "label": "Score that is enough, in percent",
                                    "max_value": 100,
                                    "min_value": 1,
                                    "required": False,
                                },
                            ),
                            4: (
                                "wagtail.blocks.StructBlock",
                                [[("quiz", 2), ("at_least", 3)]],
                                {},
                            ),
                            5: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "default": 90,
                                    "label": "Attendance at a class session, in percent",
                                    "max_value": 100,
                                    "min_value": 1,
                                },
                            ),
                            6: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "default": 1,
                                    "label": "Optional lessons read, number",
                                    "max_value": 100,
                                    "min_value": 1,
                                },
                            ),
                            7: (
                                "wagtail.blocks.StreamBlock",
                                [
                                    [
                                        ("lessons", 0),
                                        ("quizzes", 1),
                                        ("quiz", 4),
                                        ("attendance", 5),
                                        ("optional_lessons", 6),
                                    ]
                                ],
                                {},
                            ),
                        },
                        db_default=[],
                        default=list,
                        help_text="Empty: all lessons and all quizzes. Whoever has begun goes on by the rule of then, unless the new one is easier.",
                        verbose_name="what passes the course",
                    ),
                ),
                (
                    "rule_is_for_all",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        verbose_name="the rule is for those too who have begun",
                    ),
                ),
                (
                    "prerequisites",
                    wagtail.fields.StreamField(
                        [("course", 0), ("skill", 3)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": cms.blocks.programmes.list_course_choices,
                                    "label": "A course",
                                },
                            ),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": plan.skill_choices.list_skill_choices,
                                    "label": "Skill",
                                },
                            ),
                            2: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {"choices": plan.levels.list_level_choices, "label": "Level"},
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("skill", 1), ("level", 2)]], {}),
                        },
                        db_default=[],
                        default=list,
                        help_text="Whoever lacks it cannot enrol; a trainer of the course may let them.",
                        verbose_name="to be learnt before",
                    ),
                ),
                (
                    "audience_units",
                    wagtail.fields.StreamField(
                        [("unit", 0)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Code of the unit", "max_length": 50},
                            )
                        },
                        db_default=[],
                        default=list,
                        help_text="Empty: all.",
                        verbose_name="only these units, and those below",
                    ),
                ),
                (
                    "audience_positions",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Words of a position, one a line. Any of the lines is enough. Empty: all.",
                        max_length=500,
                        verbose_name="only these positions",
                    ),
                ),
                (
                    "grade_from",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(13),
                        ],
                        verbose_name="grade from",
                    ),
                ),
                (
                    "grade_to",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(13),
                        ],
                        verbose_name="grade to",
                    ),
                ),
                (
                    "is_material",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Leave it empty for corrections and better words.",
                        verbose_name="this change matters to who has completed or begun the course",
                    ),
                ),
                (
                    "edition_why",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=300,
                        verbose_name="what was changed and why",
                    ),
                ),
                (
                    "edition_note_my",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=1000,
                        verbose_name="note to learners, in Burmese",
                    ),
                ),
                (
                    "edition_note_en",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=1000,
                        verbose_name="note to learners, in English",
                    ),
                ),
                (
                    "edition_renewal_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Whoever completed it before hears by letter and takes it again by then; their certificate stays. Empty: nobody has to.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(30),
                            django.core.validators.MaxValueValidator(1095),
                        ],
                        verbose_name="days within which the course is renewed",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        help_text="What one can do after the course, in two sentences.",
                        max_length=400,
                        verbose_name="summary",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        choices=[("official", "Official"), ("citizen", "Citizen")],
                        help_text="Empty: everyone.",
                        max_length=10,
                        verbose_name="audience",
                    ),
                ),
                (
                    "validity_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="months a certificate is valid"
                    ),
                ),
                (
                    "gives_certificate",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="Without it, a course may be published that has lessons and no test.",
                        verbose_name="gives a certificate",
                    ),
                ),
                (
                    "certificate_design",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Empty, or once it is retired: that of the nearest agency.",
                        max_length=40,
                        verbose_name="design of the certificate",
                    ),
                ),
                (
                    "renews_by_final_test",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Whoever renews a certificate takes only the final test, unless an edition or a lesson has come since. Without a final test the whole course is taken again.",
                        verbose_name="renewal by the final test only",
                    ),
                ),
                (
                    "attendance_percent",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: none. Else nobody completes the course who attended less of a session of it. The rule of the civil service is 90.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="attendance asked at a class session, in percent",
                    ),
                ),
                (
                    "review_by",
                    models.DateField(
                        blank=True,
                        help_text="By this day somebody reads the course again: its owner hears of it 30 days before and on the day. Afterwards it counts as missing where the plan needs it. Empty: never.",
                        null=True,
                        verbose_name="review by",
                    ),
                ),
                ("review_begun_on", models.DateField(blank=True, editable=False, null=True)),
                (
                    "course_owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="Who looks after the course. Empty, or once they are no trainer of it any more: all trainers of the agency.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="course owner",
                    ),
                ),
                (
                    "allows_download",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Learners may load its lessons as a book (EPUB), without quizzes. What is in their hands stays there when the course changes.",
                        verbose_name="may be kept for reading offline",
                    ),
                ),
                (
                    "duration",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="All of it, with tests and class sessions. Empty: what its lessons say.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(999),
                        ],
                        verbose_name="duration",
                    ),
                ),
                (
                    "duration_unit",
                    models.CharField(
                        choices=[("minutes", "minutes"), ("hours", "hours")],
                        db_default="minutes",
                        default="minutes",
                        max_length=7,
                        verbose_name="unit of the duration",
                    ),
                ),
                (
                    "sectors",
                    models.JSONField(
                        blank=True,
                        db_default=[],
                        default=list,
                        help_text="Whose field of work it is about. None: of all.",
                        verbose_name="sectors that it serves",
                    ),
                ),
                (
                    "asks_feedback",
                    models.BooleanField(
                        db_default=True,
                        default=True,
                        help_text="Some months after it, people are asked whether they use the course at work. Without it nobody is asked any more, and what was said is kept. A question of a test may be called wrong in any case.",
                        verbose_name="ask for feedback",
                    ),
                ),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown in lists of courses, on its page, and where its link is shared.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="picture of the course",
                    ),
                ),
                (
                    "picture_words",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Read aloud to those who cannot see it.",
                        max_length=250,
                        verbose_name="what the picture shows",
                    ),
                ),
                (
                    "picture_decorates",
                    models.BooleanField(
                        db_default=False, default=False, verbose_name="it only decorates"
                    ),
                ),
            ],
            options={
                "verbose_name": "course",
                "verbose_name_plural": "courses",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="CoursePageSkill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.skill",
                        verbose_name="skill",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(8),
                        ],
                        verbose_name="level",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="skills",
                        to="cms.coursepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "skill taught",
                "verbose_name_plural": "skills taught",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ModulePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "module",
                "verbose_name_plural": "modules",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="LessonPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(120),
                        ],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "is_optional",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="For further reading: the course is completed without it.",
                        verbose_name="optional",
                    ),
                ),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 0),
                            ("image", 5),
                            ("callout", 9),
                            ("download", 12),
                            ("table", 13),
                            ("figure", 17),
                            ("quotation", 21),
                            ("accordion", 25),
                            ("video", 30),
                            ("audio", 32),
                            ("self_check", 35),
                            ("package", 38),
                            ("reflection", 39),
                            ("worked_example", 43),
                            ("code", 45),
                            ("terms", 48),
                            ("page_break", 50),
                        ],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "h2",
                                        "h3",
                                        "bold",
                                        "italic",
                                        "phrase-language",
                                        "ol",
                                        "ul",
                                        "link",
                                        "hr",
                                        "document-link",
                                    ],
                                    "group": "Text",
                                    "icon": "pilcrow",
                                    "label": "Text",
                                    "template": "blocks/text.html",
                                },
                            ),
                            1: (
                                "wagtail.images.blocks.ImageChooserBlock",
                                (),
                                {"label": "Picture"},
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Read aloud to those who cannot see it.",
                                    "label": "What the picture shows",
                                    "max_length": 250,
                                    "required": False,
                                },
                            ),
                            3: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "Whoever cannot see it misses nothing: it is not read aloud.",
                                    "label": "It only decorates",
                                    "required": False,
                                },
                            ),
                            4: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Caption", "max_length": 250, "required": False},
                            ),
                            5: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 1), ("alt", 2), ("decorative", 3), ("caption", 4)]],
                                {"group": "Pictures, sound and files"},
                            ),
                            6: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("info", "Good to know"),
                                        ("success", "Do this"),
                                        ("attention", "Take care"),
                                        ("danger", "Never do this"),
                                    ],
                                    "label": "Tone",
                                },
                            ),
                            7: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 120, "required": False},
                            ),
                            8: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "phrase-language",
                                        "ol",
                                        "ul",
                                        "link",
                                    ],
                                    "label": "Text",
                                },
                            ),
                            9: (
                                "wagtail.blocks.StructBlock",
                                [[("tone", 6), ("title", 7), ("text", 8)]],
                                {"group": "Text"},
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 150},
                            ),
                            11: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "File"},
                            ),
                            12: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 10), ("document", 11)]],
                                {"group": "Pictures, sound and files"},
                            ),
                            13: ("cms.blocks.tables.TableBlock", (), {"group": "Text"}),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Read aloud to those who cannot see it.",
                                    "label": "What the picture shows",
                                    "max_length": 250,
                                },
                            ),
                            15: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Caption", "max_length": 250},
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Who made it, and when.",
                                    "label": "Source",
                                    "max_length": 250,
                                    "required": False,
                                },
                            ),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 1), ("alt", 14), ("caption", 15), ("source", 16)]],
                                {"group": "Pictures, sound and files"},
                            ),
                            18: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"label": "Quoted words", "max_length": 1500},
                            ),
                            19: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Who said or wrote it, and where.",
                                    "label": "Source",
                                    "max_length": 250,
                                },
                            ),
                            20: (
                                "wagtail.blocks.URLBlock",
                                (),
                                {"label": "Address of the source", "required": False},
                            ),
                            21: (
                                "wagtail.blocks.StructBlock",
                                [[("words", 18), ("source", 19), ("url", 20)]],
                                {"group": "Text"},
                            ),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 120},
                            ),
                            23: ("wagtail.blocks.StructBlock", [[("title", 22), ("text", 8)]], {}),
                            24: (
                                "wagtail.blocks.ListBlock",
                                (23,),
                                {"label": "Folded texts", "min_num": 1},
                            ),
                            25: (
                                "wagtail.blocks.StructBlock",
                                [[("sections", 24)]],
                                {"group": "Text"},
                            ),
                            26: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "Video file"},
                            ),
                            27: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"help_text": "A WebVTT file (.vtt).", "label": "Captions"},
                            ),
                            28: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {
                                    "help_text": "The same as a sound file, for readers who save megabytes.",
                                    "label": "Sound only",
                                    "required": False,
                                },
                            ),
                            29: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "phrase-language",
                                        "ol",
                                        "ul",
                                        "link",
                                    ],
                                    "label": "Transcript",
                                },
                            ),
                            30: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 10),
                                        ("video", 26),
                                        ("captions", 27),
                                        ("sound", 28),
                                        ("transcript", 29),
                                    ]
                                ],
                                {"group": "Pictures, sound and files"},
                            ),
                            31: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "Sound file"},
                            ),
                            32: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 10), ("audio", 31), ("transcript", 29)]],
                                {"group": "Pictures, sound and files"},
                            ),
                            33: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "phrase-language",
                                        "ol",
                                        "ul",
                                        "link",
                                    ],
                                    "label": "Question",
                                },
                            ),
                            34: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "phrase-language",
                                        "ol",
                                        "ul",
                                        "link",
                                    ],
                                    "label": "Answer",
                                },
                            ),
                            35: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 33), ("answer", 34)]],
                                {"group": "To think and to do"},
                            ),
                            36: ("cms.blocks.PackageChooserBlock", (), {"label": "Package"}),
                            37: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "phrase-language",
                                        "ol",
                                        "ul",
                                        "link",
                                    ],
                                    "help_text": "For whoever cannot open it: an old phone, a screen reader, paper.",
                                    "label": "What it teaches, in words",
                                },
                            ),
                            38: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 10), ("package", 36), ("words", 37)]],
                                {"group": "To think and to do"},
                            ),
                            39: (
                                "wagtail.blocks.StructBlock",
                                [[("question", 33)]],
                                {"group": "To think and to do"},
                            ),
                            40: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "phrase-language",
                                        "ol",
                                        "ul",
                                        "link",
                                    ],
                                    "label": "Task",
                                },
                            ),
                            41: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {
                                    "features": [
                                        "bold",
                                        "italic",
                                        "phrase-language",
                                        "ol",
                                        "ul",
                                        "link",
                                    ],
                                    "label": "Step",
                                },
                            ),
                            42: (
                                "wagtail.blocks.ListBlock",
                                (41,),
                                {"label": "Steps", "min_num": 2},
                            ),
                            43: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 22), ("task", 40), ("steps", 42)]],
                                {"group": "To think and to do"},
                            ),
                            44: (
                                "cms.blocks.texts.CodeTextBlock",
                                (),
                                {"label": "Code", "max_length": 10000, "rows": 6},
                            ),
                            45: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 7), ("code", 44)]],
                                {"group": "Text"},
                            ),
                            46: ("cms.blocks.GlossaryChooserBlock", (), {"label": "Word"}),
                            47: (
                                "wagtail.blocks.ListBlock",
                                (46,),
                                {
                                    "help_text": "Where the lesson first uses one, a tap shows its meaning.",
                                    "label": "Words",
                                    "min_num": 1,
                                },
                            ),
                            48: (
                                "wagtail.blocks.StructBlock",
                                [[("terms", 47)]],
                                {"group": "Text"},
                            ),
                            49: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "label": "Title of the next part",
                                    "max_length": 120,
                                    "required": False,
                                },
                            ),
                            50: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 49)]],
                                {"group": "Text"},
                            ),
                        },
                        verbose_name="text",
                    ),
                ),
            ],
            options={
                "verbose_name": "lesson",
                "verbose_name_plural": "lessons",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ProgrammePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "renewal_points",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: none. A point is an hour learnt in other courses of the same skills since the certificate was given.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="points that renew the certificate",
                    ),
                ),
                (
                    "grace_days",
                    models.PositiveSmallIntegerField(
                        db_default=0,
                        default=0,
                        help_text="So many days after the end points still count, and still renew it.",
                        validators=[django.core.validators.MaxValueValidator(366)],
                        verbose_name="days of grace to renew by points",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        help_text="What one can do after the programme, in two sentences.",
                        max_length=400,
                        verbose_name="summary",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        blank=True,
                        choices=[("official", "Official"), ("citizen", "Citizen")],
                        help_text="Empty: everyone.",
                        max_length=10,
                        verbose_name="audience",
                    ),
                ),
                (
                    "validity_months",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="months a certificate is valid"
                    ),
                ),
                (
                    "sets",
                    wagtail.fields.StreamField(
                        [("part", 6)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Title", "max_length": 120, "required": False},
                            ),
                            1: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": cms.blocks.programmes.list_course_choices,
                                    "label": "Course",
                                },
                            ),
                            2: (
                                "wagtail.blocks.ListBlock",
                                (1,),
                                {"label": "Courses", "min_num": 1},
                            ),
                            3: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "help_text": "Empty: all of them.",
                                    "label": "How many of them",
                                    "min_value": 1,
                                    "required": False,
                                },
                            ),
                            4: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "Each course opens after the one before it.",
                                    "label": "One course after the other",
                                    "required": False,
                                },
                            ),
                            5: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "Courses that somebody completed already count all the same.",
                                    "label": "Opens after the parts before",
                                    "required": False,
                                },
                            ),
                            6: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("title", 0),
                                        ("courses", 2),
                                        ("required", 3),
                                        ("in_order", 4),
                                        ("waits", 5),
                                    ]
                                ],
                                {},
                            ),
                        },
                        help_text="Whoever has begun goes on with what the programme asked then, and may choose what it asks now.",
                        verbose_name="parts of the programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="ProgrammePageSkill",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "skill",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.skill",
                        verbose_name="skill",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(8),
                        ],
                        verbose_name="level",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="skills",
                        to="cms.programmepage",
                    ),
                ),
            ],
            options={
                "verbose_name": "skill proved",
                "verbose_name_plural": "skills proved",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BankPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "question bank",
                "verbose_name_plural": "question banks",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="BankItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "skill",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.skill",
                        verbose_name="skill",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(8),
                        ],
                        verbose_name="level",
                    ),
                ),
                (
                    "difficulty",
                    models.CharField(
                        blank=True,
                        choices=[("easy", "Easy"), ("middle", "Middling"), ("hard", "Hard")],
                        db_default="",
                        default="",
                        max_length=10,
                        verbose_name="difficulty",
                    ),
                ),
                (
                    "tags",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="With commas between them. Quizzes draw by them.",
                        max_length=300,
                        verbose_name="tags",
                    ),
                ),
                (
                    "reference",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cms.lessonpage",
                        verbose_name="lesson it belongs to",
                    ),
                ),
                (
                    "note",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="For those who write questions. Learners never see it.",
                        verbose_name="author's note",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="cms.bankpage",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("single", "One answer"),
                            ("multiple", "Several answers"),
                            ("true_false", "True or false"),
                            ("matching", "Matching"),
                            ("ordering", "Putting in order"),
                            ("categorise", "Sorting into groups"),
                            ("numeric", "A number"),
                            ("short_text", "Short answer"),
                            ("cloze", "Gaps in a text"),
                            ("select_text", "Words in a text"),
                            ("essay", "Essay"),
                        ],
                        default="single",
                        help_text="The parts below are listed by kind.",
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("stem", wagtail.fields.RichTextField(verbose_name="question")),
                (
                    "media",
                    wagtail.fields.StreamField(
                        [("picture", 3), ("sound", 6)],
                        blank=True,
                        block_lookup={
                            0: (
                                "wagtail.images.blocks.ImageChooserBlock",
                                (),
                                {"label": "Picture"},
                            ),
                            1: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "default": "",
                                    "help_text": "Read aloud to those who cannot see it, and asked of them in its place.",
                                    "label": "What the picture shows",
                                    "max_length": 250,
                                    "required": False,
                                },
                            ),
                            2: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "It says nothing that the question asks for, and is not read aloud.",
                                    "label": "Only decorates",
                                    "required": False,
                                },
                            ),
                            3: (
                                "wagtail.blocks.StructBlock",
                                [[("image", 0), ("alt", 1), ("is_decorative", 2)]],
                                {},
                            ),
                            4: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "Sound file"},
                            ),
                            5: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "default": "",
                                    "help_text": "What is said, word by word, for those who cannot hear it.",
                                    "label": "Transcript",
                                    "max_length": 3000,
                                    "required": False,
                                },
                            ),
                            6: (
                                "wagtail.blocks.StructBlock",
                                [[("sound", 4), ("transcript", 5)]],
                                {},
                            ),
                        },
                        db_default=[],
                        default=list,
                        verbose_name="picture or sound of the question",
                    ),
                ),
                (
                    "passage",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="[[1]] stands for the first gap or words written below, [[2]] for the next.",
                        verbose_name="text with gaps or words to choose",
                    ),
                ),
                (
                    "options",
                    wagtail.fields.StreamField(
                        [
                            ("option", 11),
                            ("truth", 13),
                            ("pair", 18),
                            ("spare", 19),
                            ("step", 21),
                            ("category", 24),
                            ("number", 27),
                            ("unit", 30),
                            ("accepted", 32),
                            ("gap", 36),
                            ("segment", 38),
                            ("essay", 43),
                            ("criterion", 49),
                        ],
                        block_lookup={
                            0: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "default": "",
                                    "label": "Answer",
                                    "max_length": 300,
                                    "required": False,
                                },
                            ),
                            1: (
                                "wagtail.images.blocks.ImageChooserBlock",
                                (),
                                {"label": "Picture"},
                            ),
                            2: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "default": "",
                                    "help_text": "Read aloud to those who cannot see it, and asked of them in its place.",
                                    "label": "What the picture shows",
                                    "max_length": 250,
                                    "required": False,
                                },
                            ),
                            3: ("wagtail.blocks.StructBlock", [[("image", 1), ("alt", 2)]], {}),
                            4: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"label": "Sound file"},
                            ),
                            5: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "default": "",
                                    "help_text": "What is said, word by word, for those who cannot hear it.",
                                    "label": "Transcript",
                                    "max_length": 3000,
                                    "required": False,
                                },
                            ),
                            6: (
                                "wagtail.blocks.StructBlock",
                                [[("sound", 4), ("transcript", 5)]],
                                {},
                            ),
                            7: (
                                "wagtail.blocks.StreamBlock",
                                [[("picture", 3), ("sound", 6)]],
                                {"label": "Picture or sound"},
                            ),
                            8: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {"label": "This is right", "required": False},
                            ),
                            9: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "For “all of the above”: the other answers are shuffled around it.",
                                    "label": "Keeps its place",
                                    "required": False,
                                },
                            ),
                            10: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "default": "",
                                    "label": "Told to who chose it",
                                    "max_length": 300,
                                    "required": False,
                                },
                            ),
                            11: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("text", 0),
                                        ("media", 7),
                                        ("is_correct", 8),
                                        ("keeps_place", 9),
                                        ("feedback", 10),
                                    ]
                                ],
                                {},
                            ),
                            12: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {"label": "The sentence is true", "required": False},
                            ),
                            13: ("wagtail.blocks.StructBlock", [[("is_true", 12)]], {}),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "default": "",
                                    "label": "Line",
                                    "max_length": 300,
                                    "required": False,
                                },
                            ),
                            15: (
                                "wagtail.blocks.StreamBlock",
                                [[("picture", 3), ("sound", 6)]],
                                {"label": "Picture or sound of the line"},
                            ),
                            16: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "default": "",
                                    "label": "Belongs to it",
                                    "max_length": 300,
                                    "required": False,
                                },
                            ),
                            17: (
                                "wagtail.blocks.StreamBlock",
                                [[("picture", 3), ("sound", 6)]],
                                {"label": "Picture or sound of what belongs to it"},
                            ),
                            18: (
                                "wagtail.blocks.StructBlock",
                                [
                                    [
                                        ("left", 14),
                                        ("media", 15),
                                        ("right", 16),
                                        ("right_media", 17),
                                    ]
                                ],
                                {},
                            ),
                            19: ("wagtail.blocks.StructBlock", [[("text", 0), ("media", 7)]], {}),
                            20: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "default": "",
                                    "label": "Step",
                                    "max_length": 300,
                                    "required": False,
                                },
                            ),
                            21: ("wagtail.blocks.StructBlock", [[("text", 20), ("media", 7)]], {}),
                            22: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Group", "max_length": 300},
                            ),
                            23: (
                                "wagtail.blocks.ListBlock",
                                (19,),
                                {"label": "Answers that belong to it"},
                            ),
                            24: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 22), ("members", 23)]],
                                {},
                            ),
                            25: (
                                "wagtail.blocks.RegexBlock",
                                (),
                                {
                                    "label": "The right number",
                                    "regex": "^\\s*[-+\\u2212]?[\\d.,]{1,32}\\s*$",
                                },
                            ),
                            26: (
                                "wagtail.blocks.RegexBlock",
                                (),
                                {
                                    "label": "How far off is still right",
                                    "regex": "^\\s*[-+\\u2212]?[\\d.,]{1,32}\\s*$",
                                    "required": False,
                                },
                            ),
                            27: (
                                "wagtail.blocks.StructBlock",
                                [[("value", 25), ("tolerance", 26)]],
                                {},
                            ),
                            28: (
                                "wagtail.blocks.RegexBlock",
                                (),
                                {"label": "Unit of measure", "regex": "^[^:]{1,30}$"},
                            ),
                            29: (
                                "wagtail.blocks.RegexBlock",
                                (),
                                {
                                    "default": "1",
                                    "help_text": "1 for the unit of the right number; 1000 for kilometres beside metres.",
                                    "label": "One of it is how many of the first unit",
                                    "regex": "^\\s*[-+\\u2212]?[\\d.,]{1,32}\\s*$",
                                },
                            ),
                            30: (
                                "wagtail.blocks.StructBlock",
                                [[("name", 28), ("factor", 29)]],
                                {},
                            ),
                            31: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "Spaces, capitals and the script of digits do not matter.",
                                    "label": "Answer that is right",
                                    "max_length": 200,
                                },
                            ),
                            32: ("wagtail.blocks.StructBlock", [[("text", 31)]], {}),
                            33: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Answer", "max_length": 200},
                            ),
                            34: ("wagtail.blocks.ListBlock", (33,), {"label": "Right answers"}),
                            35: (
                                "wagtail.blocks.ListBlock",
                                (33,),
                                {
                                    "default": [],
                                    "help_text": "With one of these the gap is chosen from a list, else it is typed.",
                                    "label": "Wrong answers to choose from",
                                },
                            ),
                            36: (
                                "wagtail.blocks.StructBlock",
                                [[("accepted", 34), ("wrong", 35)]],
                                {},
                            ),
                            37: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "Words", "max_length": 300},
                            ),
                            38: (
                                "wagtail.blocks.StructBlock",
                                [[("text", 37), ("is_correct", 8)]],
                                {},
                            ),
                            39: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {
                                    "default": 3000,
                                    "help_text": "As a person counts them: a letter with its signs is one.",
                                    "label": "Characters at most",
                                    "max_value": 10000,
                                    "min_value": 200,
                                },
                            ),
                            40: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "label": "Learners see the rubric before they write",
                                    "required": False,
                                },
                            ),
                            41: (
                                "wagtail.blocks.ChoiceBlock",
                                [],
                                {
                                    "choices": [
                                        ("usual", "Any text: content, structure, language"),
                                        ("case", "A case: facts, rule, proposal"),
                                    ],
                                    "label": "Rubric, unless you write criteria below",
                                },
                            ),
                            42: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "default": "",
                                    "label": "Note for who marks it",
                                    "max_length": 2000,
                                    "required": False,
                                },
                            ),
                            43: (
                                "wagtail.blocks.StructBlock",
                                [[("limit", 39), ("is_shown", 40), ("preset", 41), ("note", 42)]],
                                {},
                            ),
                            44: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "What is looked at", "max_length": 300},
                            ),
                            45: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {"label": "How well it is met", "max_length": 300},
                            ),
                            46: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"label": "Points", "max_value": 100, "min_value": 0},
                            ),
                            47: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 45), ("points", 46)]],
                                {},
                            ),
                            48: (
                                "wagtail.blocks.ListBlock",
                                (47,),
                                {"label": "Levels, from the lowest", "max_num": 12, "min_num": 2},
                            ),
                            49: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 44), ("levels", 48)]],
                                {},
                            ),
                        },
                        verbose_name="answers",
                    ),
                ),
                (
                    "hint",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="Unfolded by learners who ask for it, before they answer.",
                        verbose_name="hint",
                    ),
                ),
                (
                    "feedback",
                    wagtail.fields.RichTextField(
                        blank=True,
                        help_text="Shown after the quiz: why the right answer is right.",
                        verbose_name="explanation",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["sort_order"],
                "unique_together": {("translation_key", "locale")},
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BankIndex",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "bank",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="index",
                        to="cms.bankpage",
                    ),
                ),
                ("version_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="QuestionText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "index",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="cms.bankindex",
                    ),
                ),
                ("key", models.UUIDField()),
                ("digest", models.CharField(max_length=32)),
                ("text", models.TextField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("index", "key"), name="a_question_has_one_searched_text"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QuestionFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "bank",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="question_files",
                        to="cms.bankpage",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("file_name", models.CharField(max_length=255, verbose_name="file")),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("received_at", models.DateTimeField(db_index=True, verbose_name="received at")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "Is being read"),
                            ("read", "Read, nothing is in the bank yet"),
                            ("arriving", "Arrives in the bank"),
                            ("arrived", "In the bank as a draft"),
                            ("undone", "Taken out of the bank again"),
                            ("failed", "Could not be read"),
                        ],
                        default="reading",
                        max_length=10,
                    ),
                ),
                ("claimed_until", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("content", models.BinaryField(null=True)),
                ("created", models.PositiveIntegerField(default=0)),
                ("known", models.PositiveIntegerField(default=0)),
                ("refused", models.PositiveIntegerField(default=0)),
                ("first_questions", models.JSONField(default=list)),
                ("notices", models.JSONField(default=list)),
                ("arrived", models.JSONField(default=dict)),
                ("arrived_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "file of questions",
                "verbose_name_plural": "files of questions",
                "ordering": ["-received_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("arrived_at__isnull", False), ("state__in", ("arrived", "undone"))
                            ),
                            models.Q(
                                models.Q(("state__in", ("arrived", "undone")), _negated=True),
                                ("arrived_at", None),
                            ),
                            _connector="OR",
                        ),
                        name="a_file_of_questions_arrives_on_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("arrived", "undone", "failed")), _negated=True
                            ),
                            ("content", None),
                            _connector="OR",
                        ),
                        name="a_file_of_questions_is_not_kept",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="QuizPage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "draw_count",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: all of them.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="questions drawn",
                    ),
                ),
                (
                    "pass_mark",
                    models.PositiveSmallIntegerField(
                        default=70,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="pass mark in percent",
                    ),
                ),
                (
                    "attempt_limit",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="attempts allowed",
                    ),
                ),
                (
                    "time_limit",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="minutes allowed",
                    ),
                ),
                (
                    "answers_shown",
                    models.CharField(
                        choices=[
                            ("never", "Never"),
                            ("after_pass", "After passing"),
                            ("after_last", "After passing or the last attempt"),
                            ("always", "After each attempt"),
                        ],
                        default="always",
                        help_text="With them the exact score. A quiz that hides them tells the score in steps.",
                        max_length=10,
                        verbose_name="right answers are shown",
                    ),
                ),
                (
                    "shuffles_questions",
                    models.BooleanField(
                        default=True,
                        help_text="Otherwise they stand as in their banks; sections keep their order anyway.",
                        verbose_name="shuffles the questions",
                    ),
                ),
                (
                    "shuffles_options",
                    models.BooleanField(
                        default=True, verbose_name="shuffles the answers to choose from"
                    ),
                ),
                (
                    "rest_minutes",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: one hour after a final test, none after other quizzes.",
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(10080)],
                        verbose_name="minutes of rest between attempts",
                    ),
                ),
                (
                    "retry_days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="After these days one more attempt opens. Empty: the learner asks the trainer for one.",
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(365),
                        ],
                        verbose_name="days of waiting once all attempts are used",
                    ),
                ),
                (
                    "grading_rule",
                    models.CharField(
                        choices=[
                            ("all_or_nothing", "Nothing unless all of it is right"),
                            ("partial", "The share that is right"),
                        ],
                        default="all_or_nothing",
                        help_text="The share of what is right. Of ticks the share of wrong ones is taken off, so whoever ticks everything gets nothing.",
                        max_length=16,
                        verbose_name="an answer that is right in part gets",
                    ),
                ),
                (
                    "marker_count",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "One"), (2, "Two, who do not see each other's marks")],
                        db_default=1,
                        default=1,
                        verbose_name="people who mark an essay",
                    ),
                ),
                (
                    "marker_threshold",
                    models.PositiveSmallIntegerField(
                        db_default=20,
                        default=20,
                        help_text="Where two mark an essay. Up to it the middle of both counts.",
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="difference in percent that a third one decides",
                    ),
                ),
                (
                    "supervision",
                    models.CharField(
                        choices=[
                            ("never", "Never"),
                            ("may", "May be"),
                            ("must", "Must be: no other attempt counts"),
                        ],
                        default="never",
                        help_text="In a room, with an invigilator who opens it and a code that is asked there. Who fails to come cannot pass a test that must be.",
                        max_length=10,
                        verbose_name="taken under supervision",
                    ),
                ),
                (
                    "is_first_test",
                    models.BooleanField(
                        db_default=False,
                        default=False,
                        help_text="Learners may take it once, before the first lesson, to see what they know already; it counts for nothing and shows no right answers. The rules above do not apply, but the questions drawn and the minutes. Draw from the banks of the modules, and results say which of them to look at.",
                        verbose_name="first test of the course",
                    ),
                ),
            ],
            options={
                "verbose_name": "quiz",
                "verbose_name_plural": "quizzes",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="QuizBank",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="banks",
                        to="cms.quizpage",
                    ),
                ),
                (
                    "bank",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cms.bankpage",
                        verbose_name="question bank",
                    ),
                ),
            ],
            options={
                "verbose_name": "question bank drawn from",
                "verbose_name_plural": "question banks drawn from",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="QuizPageSection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "skill",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="plan.skill",
                        verbose_name="skill",
                    ),
                ),
                (
                    "level",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(8),
                        ],
                        verbose_name="level",
                    ),
                ),
                (
                    "difficulty",
                    models.CharField(
                        blank=True,
                        choices=[("easy", "Easy"), ("middle", "Middling"), ("hard", "Hard")],
                        db_default="",
                        default="",
                        max_length=10,
                        verbose_name="difficulty",
                    ),
                ),
                ("tag", models.CharField(blank=True, max_length=60, verbose_name="tag")),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sections",
                        to="cms.quizpage",
                    ),
                ),
                (
                    "count",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        help_text="Empty: all that no other section asks.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="questions drawn",
                    ),
                ),
                (
                    "bank",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: all question banks of the quiz.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cms.bankpage",
                        verbose_name="question bank",
                    ),
                ),
            ],
            options={
                "verbose_name": "section of a quiz",
                "verbose_name_plural": "sections of quizzes",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CourseCopy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                (
                    "original",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="cms.coursepage",
                    ),
                ),
                (
                    "shelf",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="cms.agencycatalogpage",
                    ),
                ),
                ("title", models.CharField(max_length=255, verbose_name="title")),
                ("choices", models.JSONField(default=dict)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("working", "Is being copied"),
                            ("done", "Copied, as drafts"),
                            ("failed", "Could not be copied"),
                        ],
                        default="working",
                        max_length=10,
                    ),
                ),
                ("claimed_until", models.DateTimeField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("done", models.PositiveSmallIntegerField(default=0)),
                ("total", models.PositiveSmallIntegerField(default=0)),
                ("made", models.JSONField(default=dict)),
                ("left_out", models.JSONField(default=list)),
                ("emptied", models.JSONField(db_default=[], default=list)),
                ("unfollowed", models.JSONField(db_default=[], default=list)),
            ],
            options={
                "verbose_name": "copy of a course",
                "verbose_name_plural": "copies of courses",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("done__lte", models.F("total"))),
                        name="a_copy_does_no_more_than_all",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LessonLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="link",
                        to="cms.lessonpage",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="links",
                        to="cms.lessonpage",
                    ),
                ),
                ("source_title", models.CharField(max_length=255)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.agency",
                    ),
                ),
                ("taken", models.JSONField(default=dict)),
                ("offered", models.JSONField(default=dict)),
                ("refused", models.JSONField(db_default={}, default=dict)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("source", models.F("page")), _negated=True),
                        name="a_lesson_does_not_follow_itself",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="CourseTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "course",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="offered_as_template",
                        to="cms.coursepage",
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("offered_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="ReviewRules",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="review_rules",
                        to="people.agency",
                    ),
                ),
                (
                    "editor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.agency",
                    ),
                ),
                (
                    "days",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(90),
                        ],
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PageReview",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reviews",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("version", models.CharField(editable=False, max_length=64)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=500)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for a reviewer"),
                            ("published", "Published"),
                            ("sent_back", "Sent back"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("reason", models.CharField(blank=True, max_length=1000)),
                ("told_at", models.DateTimeField(null=True)),
                ("due_on", models.DateField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                (
                    "passed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("passed_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)),
                        fields=("page",),
                        name="one_review_waits_on_a_page",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("outcome", "waiting")),
                            models.Q(
                                models.Q(("outcome", "waiting"), _negated=True),
                                ("closed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_review_waits_until_it_is_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "sent_back"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_page_is_sent_back_with_a_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("passed_at", None), ("passed_by", None)),
                            models.Q(("passed_at__isnull", False), ("passed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_review_is_passed_on_by_somebody_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReviewComment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="comments",
                        to="cms.pagereview",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("words", models.CharField(max_length=1000)),
            ],
            options={
                "ordering": ["at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PushedPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("source", models.CharField(max_length=64)),
            ],
        ),
    )
