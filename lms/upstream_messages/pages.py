"""What Wagtail says of pages that are chosen, copied, ticked, put off or edited by two."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

MESSAGES = [
    ngettext_lazy(
        'Only pages of type "%(type)s" may be chosen for this field. Search results '
        "will exclude pages of other types.",
        "Only the following page types may be chosen for this field: %(type)s. Search "
        "results will exclude pages of other types.",
    ),
    _("Page '%(page_title)s' and %(subpages_count)s subpages copied."),
    _('You do not have permission to copy to page "%(page_title)s"'),
    _('You do not have permission to publish pages at "%(page_title)s"'),
    _("You cannot copy a page into itself when copying subpages"),
    _(
        "The slug '%(page_slug)s' is already in use at the selected parent page. Make "
        "sure the slug is unique and try again."
    ),
    _("Are you sure you want to unschedule this revision?"),
    _("Yes, unschedule"),
    _("No, don't unschedule"),
    _("Unschedule"),
    _("Cancel scheduled publish"),
    _('Version %(revision_id)s of "%(object)s" unscheduled.'),
    _('revision %(revision_id)s of "%(object)s"'),
    _("All pages in listing selected"),
    _("All %(objects)s pages on this screen selected"),
    _("1 document selected"),
    _("%(objects)s documents selected"),
    _("1 image selected"),
    _("%(objects)s images selected"),
    _("All documents in listing selected"),
    _("All images in listing selected"),
    _("All %(objects)s documents on this screen selected"),
    _("All %(objects)s images on this screen selected"),
    _("Select all pages in listing"),
    _("More bulk actions"),
    _("Proceeding will overwrite the changes you made in that window."),
    _("Proceeding will overwrite the changes made by %(user_name)s."),
    _("Alternatively, you can view the latest version in a new tab."),
]
