"""The form of pages whose text holds pictures and documents."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.documents import get_document_model

from cms.access.media_scope import find_foreign_media

_BODY = "body"
_LINK = "DOCUMENT"  # what the editor calls a link to a document


class BodyPageForm(WagtailAdminPageForm):
    """Takes media of the person's agencies only; what stands in the text already may stay."""

    data: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._holds_foreign_media = False
        # Before the form is checked: whatever else is wrong, it is shown again as it was sent.
        if self.is_bound and self.for_user and _BODY in self.fields:
            self._forget_foreign_media()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if self._holds_foreign_media:
            self.add_error(None, _("A picture, document or package belongs to another agency."))
        return cleaned

    def _forget_foreign_media(self) -> None:
        """Leave out the numbers of foreign media, whose titles would be shown with the form."""
        widget = self.fields[_BODY].widget
        sent = widget.value_from_datadict(self.data, self.files, self.add_prefix(_BODY))
        added = set(_list_references(sent)) - set(_list_references(self.instance.body))
        foreign = find_foreign_media(self.for_user, added)
        if foreign:
            self._holds_foreign_media = True
            self.data = self._without(foreign)

    def _without(self, foreign: dict[type[Model], set[str]]) -> Any:
        numbers = set().union(*foreign.values())
        data, start = self.data.copy(), f"{self.add_prefix(_BODY)}-"
        for name in [one for one in data if one.startswith(start) and "-value" in one]:
            if data[name] in numbers:
                data[name] = ""
            elif f'"{_LINK}"' in data[name]:
                data[name] = _without_links(data[name], foreign.get(get_document_model(), set()))
        return data


def _list_references(body: Any) -> Iterator[tuple[type[Model], str]]:
    for model, number, *_path in body.stream_block.extract_references(body):
        yield model, str(number)


def _without_links(text: str, numbers: set[str]) -> str:
    """Return what the editor sent of a text, its links to these documents leading nowhere."""
    content = json.loads(text)
    for entity in content.get("entityMap", {}).values():
        if entity.get("type") == _LINK and str(entity["data"].get("id")) in numbers:
            entity["data"] = {}
    return json.dumps(content)
