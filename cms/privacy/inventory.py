"""Declares the personal data in the history of the office and in the editor, also Wagtail's."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from people.privacy.inventory import (
    Keeping,
    PersonalData,
    Reader,
    declare_impersonal,
    declare_personal_data,
)

_MEDIA_FIELDS = ("collection", "title", "file", "created_at", "file_size", "file_hash", "tags")
_PICTURE_FIELDS = (
    *("description", "width", "height"),
    *(f"focal_point_{one}" for one in ("x", "y", "width", "height")),
)
_PAGE_FIELDS = (
    *("path", "depth", "numchild", "translation_key", "locale", "latest_revision", "live"),
    *("has_unpublished_changes", "first_published_at", "last_published_at", "live_revision"),
    *("go_live_at", "expire_at", "expired", "locked", "locked_at", "title", "draft_title", "slug"),
    *("content_type", "url_path", "latest_revision_created_at", "alias_of", "show_in_menus"),
    *("seo_title", "search_description"),
)

_COURSE_FIELDS = (
    *("page_ptr", "summary", "audience", "validity_months", "gives_certificate"),
    *("renews_by_final_test", "attendance_percent", "renewal_points"),
    *("grace_days", "review_by", "review_begun_on", "outcomes"),
    *("passes_by", "pass_rule", "rule_is_for_all", "prerequisites"),
    *("audience_units", "audience_positions", "grade_from", "grade_to"),
    *("is_material", "edition_why", "edition_note_my", "edition_note_en"),
    *("edition_renewal_days", "allows_download"),
    *("picture", "picture_words", "picture_decorates", "duration", "duration_unit"),
    *("sectors", "asks_feedback", "certificate_design"),
)

declare_personal_data(
    PersonalData(
        key="history",
        title=_("History of the office"),
        purpose=_("To know who changed what, also about you."),
        fields=("wagtailcore.ModelLogEntry.*", "wagtailcore.PageLogEntry.*"),
        readers=(Reader.HR, Reader.ADMINISTRATORS),
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="authorship",
        title=_("Who wrote and translated content"),
        purpose=_("To ask whoever knows, and to bring back what was written before."),
        fields=(
            *("wagtailcore.Page.owner", "wagtailcore.Page.locked_by", "wagtailcore.Revision.*"),
            "cms.CoursePage.course_owner",
            *("wagtailcore.Comment.*", "wagtailcore.CommentReply.*"),
            *("wagtailcore.WorkflowState.*", "wagtailcore.TaskState.*", "cms.PageReview.*"),
            "cms.ReviewComment.*",
            *("cms.QuestionFile.*", "cms.CourseCopy.*", "cms.CourseTemplate.*"),
            *("wagtail_localize.StringTranslation.*", "wagtail_localize.SegmentOverride.*"),
            "wagtaildocs.Document.uploaded_by_user",
            "wagtailimages.Image.uploaded_by_user",
        ),
        readers=(Reader.HOLDER, Reader.COLLEAGUES),
        kept=Keeping.RECORD,
    ),
    PersonalData(
        key="editor",
        title=_("Settings of the editor"),
        purpose=_("To show the office as you set it, and to save what you have not sent yet."),
        fields=(
            *("wagtailusers.UserProfile.*", "wagtailadmin.FormState.*"),
            *("wagtailadmin.EditingSession.*", "wagtailcore.PageSubscription.*"),
            *("wagtailcore.UploadedFile.*", "wagtailcore.APIToken.*"),
        ),
        readers=(Reader.HOLDER, Reader.COLLEAGUES),
        kept=Keeping.ACCOUNT,
        rule="office",
    ),
    order=70,
)

declare_impersonal(
    "content of pages, written for everybody",
    [
        *(f"cms.{page}Page.*" for page in ("Programme", "Lesson", "Home", "Info")),
        *(f"cms.CoursePage.{field}" for field in _COURSE_FIELDS),
        "cms.PlanProgressPage.*",
        *(f"wagtailcore.Page.{field}" for field in _PAGE_FIELDS),
        "cms.QuizPage.grading_rule",
        "cms.QuizPage.supervision",
        *("cms.QuizPage.marker_count", "cms.QuizPage.marker_threshold"),
        *("cms.QuizPage.answers_shown", "cms.QuizPage.grading_rule", "cms.QuizPageSection.*"),
        *("cms.BankItem.*", "cms.QuestionText.*"),
        *("wagtailsearch.IndexEntry.*", "wagtailsearch.SQLiteFTSIndexEntry.*"),
        *("wagtailembeds.Embed.*", "wagtailredirects.Redirect.*", "taggit.Tag.*"),
    ],
)
declare_impersonal(
    "sentences of pages and where they stand",
    [
        f"wagtail_localize.{model}.*"
        for model in (
            *("TranslationSource", "String", "TranslationContext", "Template"),
            *("StringSegment", "OverridableSegment"),
        )
    ],
)
declare_impersonal(
    "pictures and documents of lessons; who uploaded them is told",
    [
        *(f"wagtaildocs.Document.{field}" for field in _MEDIA_FIELDS),
        *(f"wagtailimages.Image.{field}" for field in (*_MEDIA_FIELDS, *_PICTURE_FIELDS)),
        "wagtailimages.Rendition.*",
    ],
)
declare_impersonal(
    "set up by whoever runs the service",
    [
        *("wagtailcore.Locale.*", "wagtailcore.Site.*", "wagtailcore.Collection.*"),
        *("wagtailcore.CollectionViewRestriction.*", "wagtailcore.PageViewRestriction.*"),
        *("wagtailcore.Workflow.*", "wagtailcore.Task.*"),
    ],
)
declare_impersonal(
    "which row names which, or is made from which, by number",
    ["wagtailcore.ReferenceIndex.*", "cms.PushedPage.*"],
)
declare_impersonal(
    "which lesson follows which, what that one was called, and which versions it says",
    ["cms.LessonLink.*"],
)
declare_impersonal("names of parts of the service", ["lms.Heartbeat.*"])
