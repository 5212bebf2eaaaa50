"""What Django REST framework says to programs that ask wrongly."""

from django.utils.translation import gettext_noop as _

MESSAGES = [
    _("Authentication credentials were not provided."),
    _("Incorrect authentication credentials."),
    _("You do not have permission to perform this action."),
    _('Method "{method}" not allowed.'),
    _("Could not satisfy the request Accept header."),
    _("Request was throttled."),
    _("Expected available in {wait} second."),
    _("Expected available in {wait} seconds."),
    _("User inactive or deleted."),
    _("Invalid token header. No credentials provided."),
    _("Invalid token header. Token string should not contain spaces."),
    _("Invalid token header. Token string should not contain invalid characters."),
]
