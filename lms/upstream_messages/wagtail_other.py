"""What Wagtail says beside the work: shortcuts, sorting, bulk actions, notices, settings."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

MESSAGES = [
    _("log entry"),
    _("log entries"),
    _("page log entry"),
    _("page log entries"),
    _("model log entry"),
    _("model log entries"),
    _("system"),
    _("collection"),
    _("collections"),
    _("Copied for translation from %(title)s (%(locale)s)"),
    _("Minimum"),
    _("Maximum"),
    _("Use server language: %(language_name)s"),
    _("Use server time zone"),
    _("Upload a profile picture"),
    _("Upload a profile picture:"),
    _("Parent"),
    _("Add collection"),
    _("Add a collection"),
    _("Publish copies"),
    _("Change image file:"),
    _("Image focal point"),
    _("Focal point"),
    _("To define this image's most important region, drag a box over the image above."),
    _("Current focal point shown"),
    _("Remove focal area"),
    _("Max dimensions"),
    ngettext_lazy(
        "%(count)s of the pages being copied is live. Would you like to publish its copy?",
        "%(count)s of the pages being copied are live. Would you like to publish their copies?",
    ),
    _("Keep the new pages updated with future changes"),
    _("Select a new parent for this page."),
    _("The new page will be a child of this given parent page."),
    _("Choose parent"),
    _("Create a new %(model_name)s"),
    _("Bulk actions"),
    _("Change privacy"),
    _("Actions (footer)"),
    _("Pages using %(page_type)s"),
    ngettext_lazy(
        "It will also delete %(translation_count)s translation.",
        "It will also delete %(translation_count)s translations.",
    ),
    ngettext_lazy(
        "This will also unpublish one translation of the page.",
        "This will also unpublish all %(translation_count)s translations of the page.",
    ),
    ngettext_lazy(
        "This will also move one translation of this page and its child pages",
        "This will also move %(translations_to_move_count)s translations of this page "
        "and their child pages",
    ),
    _(
        "This publishing schedule will only take effect after you select the "
        '"Schedule to publish" option'
    ),
    _("Anyone with editing permissions can create schedules"),
    _("But only those with publishing permissions can make them effective."),
    _("Edit this item"),
    _(
        "Troubleshoot your connection to the site before proceeding. Open the editor "
        "in a separate tab to view the last saved version."
    ),
    _("Keyboard shortcuts are currently disabled; manage your %(account_link)s to enable them."),
    _("Keyboard shortcuts are currently enabled; manage your %(account_link)s to disable them."),
    _("All keyboard shortcuts"),
    _("Section"),
    _("Keyboard shortcut"),
    _("Visible to all. Visit the live page"),
    _("Private. Visit the live page"),
    _("Side panel width"),
    _("This data explained"),
    _("How we calculate our metrics"),
    _(
        "We extract the main content from the page preview, remove all formatting, and "
        "calculate the number of words."
    ),
    _(
        "We calculate reading time from word count, using different reading speeds for "
        "different languages."
    ),
    _(
        "We use a readability formula based on length of words and sentences. Long "
        "sentences and words result in a worse readability score."
    ),
    _(
        'See our <a href="%(guide_link)s" target="_blank">content checks guide</a> '
        "for more information on how content metrics are calculated."
    ),
    _("Not visible to the public"),
    _("Choose who can view the live version of this page"),
    _("Privacy changes apply to all children of this page too."),
    _("Correct the validation errors to resume preview (saving will highlight errors)"),
    ngettext_lazy(
        "This %(model_name)s is referenced %(usage_count)s time.",
        "This %(model_name)s is referenced %(usage_count)s times.",
    ),
    _(
        "JavaScript is required to use Wagtail, but it is currently disabled.<br /> "
        'Here are the <a href="https://www.enable-javascript.com/" target="_blank" '
        'rel="noreferrer">instructions how to enable JavaScript in your web '
        "browser</a>."
    ),
    _("Application"),
    _("Toggle minimap"),
    _("Close modal dialogs (like this one)"),
    _("Text editing"),
    _("Paste and match style"),
    _("Paste without formatting"),
    _("Text formatting"),
    _("Insert or edit a link"),
    _("Monospace (code)"),
    _("Strike-through"),
    _("Strikethrough"),
    _("Superscript"),
    _("Subscript"),
    _("Sort the order of child pages within '%(parent)s' by '%(label)s' in ascending order."),
    _("Sort the order of child pages within '%(parent)s' by '%(label)s' in descending order."),
    _("Delete selected pages"),
    _("Select a new parent page"),
    _("Move selected pages"),
    _("Publish selected pages"),
    _("Unpublish selected pages"),
    _("Is commenting action"),
    _("Pages using"),
    _('Multi-word tags with spaces will automatically be enclosed in double quotes (").'),
    _("submitted notifications"),
    _("Receive notification when a page is submitted for moderation"),
    _("approved notifications"),
    _("Receive notification when your page edit is approved"),
    _("rejected notifications"),
    _("Receive notification when your page edit is rejected"),
    _("updated comments notifications"),
    _(
        "Receive notification when comments have been created, resolved, or deleted on "
        "a page that you have subscribed to receive comment notifications on"
    ),
    _("profile picture"),
    _("admin theme"),
    _("More contrast"),
    _("contrast"),
    _("Snug"),
    _("density"),
    _("Enable custom keyboard shortcuts specific to Wagtail."),
    _("Filesize"),
    _("Sort by"),
    _("Grid layout"),
    _("List layout"),
    _("Add to collection:"),
    _("Add tags to the selected images"),
    _("Add to collection"),
    _("Add selected images to collection"),
    _("Delete selected images"),
    _("Newest"),
    _("Oldest"),
    _("Title: (A -> Z)"),
    _("Title: (Z -> A)"),
    _("File size: (low to high)"),
    _("File size: (high to low)"),
    _("Usage count: (low to high)"),
    _("Usage count: (high to low)"),
    _("Add images"),
    _("Change document:"),
    _("Drag and drop documents into this area to upload immediately."),
    _("Add tags to the selected documents"),
    _("Add selected documents to collection"),
    _("Delete selected documents"),
    _("Add documents"),
    _("Error 404: Page not found"),
    _("Error 404"),
    _("The requested page could not be found."),
    _("Go to Wagtail admin"),
    _("Start Synced translation"),
    _("Use machine translation"),
    _("Apply machine translations to the incoming changes."),
    _(
        "The data model for '{model_name}' has been changed since the last translation "
        "sync. If any new fields have been added recently, these may not be visible "
        "until the next translation sync."
    ),
    _("The image could not be created due to errors."),
    _("The image could not be saved due to errors."),
    _("The document could not be created due to errors."),
    _("The document could not be saved due to errors."),
]
