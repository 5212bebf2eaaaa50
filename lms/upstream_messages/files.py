"""What Wagtail says of pictures and documents: uploaded, chosen, changed, deleted."""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

MESSAGES = [
    _("Supported formats: %(supported_formats)s."),
    _("Not a supported image format. Supported formats: %(supported_formats)s."),
    _(
        "Not a valid .%(extension)s image. The extension does not match the file "
        "format (%(image_format)s)"
    ),
    _("This file has too many pixels (%(num_pixels)s). Maximum pixels %(max_pixels_count)s."),
    _("This file is too big. Maximum filesize %(max_filesize)s."),
    _("unknown number"),
    _("Popular tags"),
    _("Layout"),
    _(
        "Upload successful. However, your new image seems to be a duplicate of an "
        "existing image. You may delete it if it wasn't required."
    ),
    _(
        "Upload successful. However, your new image seems to be a duplicate of this "
        "existing image. You may delete it if it wasn't required."
    ),
    _("Use new image"),
    _("Use existing and delete new"),
    _("Keep new image"),
    _("Delete new image"),
    _("Select %(title)s"),
    _("You haven't uploaded any images in this collection."),
    _(
        "You haven't uploaded any images in this collection. Why not <a "
        'href="%(wagtailimages_add_image_url)s">upload one now</a>?'
    ),
    _(
        "You haven't uploaded any images. Why not <a "
        'href="%(wagtailimages_add_image_url)s">upload one now</a>?'
    ),
    _('Sorry, no images match "<em>%(query_string)s</em>"'),
    _("Select all images in listing"),
    _("File not found"),
    _("Add multiple images"),
    _("Please provide an image description to comply with best practices for accessibility."),
    _(
        "Upload successful. Please update this image with a more appropriate title, if "
        "necessary. You may also delete the image completely if the upload wasn't "
        "required."
    ),
    _("Sorry, upload failed."),
    _("Server Error"),
    _("Report this error to your website administrator with the following information:"),
    _("Image updated."),
    _("Image '%(image_title)s' updated."),
    _("The source image file could not be found. Please change the source or delete the image."),
    _("The filter options you have selected are not valid."),
    _("Delete image"),
    _("Image '%(image_title)s' deleted."),
    _("Image '%(image_title)s' added."),
    _("Image"),
    ngettext_lazy("%(count)s image", "%(count)s images"),
    _("Change image"),
    _("Latest documents"),
    _('Sorry, no documents match "<em>%(search_query)s</em>"'),
    _('Sorry, no documents match "<em>%(query_string)s</em>"'),
    _("You haven't uploaded any documents in this collection."),
    _("You haven't uploaded any documents."),
    _(
        "You haven't uploaded any documents in this collection. Why not <a "
        'href="%(wagtaildocs_add_document_url)s">upload one now</a>?'
    ),
    _(
        "You haven't uploaded any documents. Why not <a "
        'href="%(wagtaildocs_add_document_url)s">upload one now</a>?'
    ),
    _("Select all documents in listing"),
    _("Add multiple documents"),
    _(
        "Upload successful. Please update this document with a more appropriate title, "
        "if necessary. You may also delete the document completely if the upload "
        "wasn't required."
    ),
    _("Document updated."),
    _("Document '%(document_title)s' added."),
    _("Document '%(document_title)s' updated"),
    _("The file could not be found. Please change the source or delete the document."),
    _("Delete document"),
    _("Document '%(document_title)s' deleted."),
    _("Document"),
    ngettext_lazy("%(count)s document", "%(count)s documents"),
    _(
        'Why not <a class="upload-one-now" href="#tab-upload" '
        'data-action="w-tabs#select:prevent" data-w-tabs-target="trigger" '
        'data-w-tabs-focus-param="true">upload one now</a>?'
    ),
]
