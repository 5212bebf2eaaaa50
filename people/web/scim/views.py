"""Answers identity systems about their users, and says what of the protocol is spoken."""

from __future__ import annotations

import json
import re
import uuid
from copy import copy
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from scim2_models import (
    Context,
    InvalidFilterException,
    InvalidValueException,
    ListResponse,
    Meta,
    NotFoundException,
    PatchOp,
    PayloadTooLargeException,
    ResourceType,
    Schema,
    SearchRequest,
    UniquenessException,
)

from people.models import ScimAccount, ScimToken
from people.scim import (
    UserNameTaken,
    create_account,
    delete_account,
    find_accounts,
    update_account,
)
from people.scim.accounts import TooLong, read_resource
from people.scim.protocol import MOST_RESULTS, PROVIDER, ScimAccountResource, list_described
from people.web.scim.answers import answer_scim, refuse_scim, speak_scim

_User = ScimAccountResource
# What systems ask before they create somebody; a filter of more would read all accounts.
_FILTER = re.compile(r'\s*(userName|externalId|id)\s+eq\s+("(?:[^"\\]|\\.)*")\s*', re.IGNORECASE)
_COLUMNS = {"username": "user_name", "externalid": "external_id", "id": "key"}
_LONGEST_BODY = 50_000  # a user is a few hundred bytes
_LAST_INDEX = 10_000_000  # a database refuses to skip more rows than its numbers reach


@speak_scim("GET")
def show_config(request: HttpRequest, token: ScimToken) -> HttpResponse:
    """Say which parts of the protocol are spoken."""
    config: Any = copy(PROVIDER.config)
    config.meta = Meta(
        resource_type="ServiceProviderConfig", location=request.build_absolute_uri()
    )
    return answer_scim(config, scim_ctx=Context.RESOURCE_QUERY_RESPONSE)


@speak_scim("GET")
def show_described(
    request: HttpRequest, token: ScimToken, kind: str, key: str = ""
) -> HttpResponse:
    """Tell the schemas or the types of resources; 403 for a filter, as the protocol wants it."""
    if request.GET.get("filter"):
        return refuse_scim(403, "These cannot be filtered.")
    found = list_described(kind)
    if not key:
        model: Any = ListResponse[Schema] if kind == "Schemas" else ListResponse[ResourceType]
        listed = model(
            total_results=len(found), start_index=1, items_per_page=len(found), resources=found
        )
        return answer_scim(listed, scim_ctx=Context.RESOURCE_QUERY_RESPONSE)
    for one in found:
        if one.id == key or getattr(one, "name", None) == key:
            return answer_scim(one, scim_ctx=Context.RESOURCE_QUERY_RESPONSE)
    raise NotFoundException(detail="There is no such thing.")


@speak_scim("GET", "POST")
def handle_users(request: HttpRequest, token: ScimToken) -> HttpResponse:
    """List users by pages, or take a new one."""
    if request.method == "POST":
        user: Any = _User.model_validate_json(
            _read_body(request), scim_ctx=Context.RESOURCE_CREATION_REQUEST
        )
        account = _keep_account(create_account, token, user)
        made = _describe_account(request, account)
        response = answer_scim(made, status=201, scim_ctx=Context.RESOURCE_CREATION_RESPONSE)
        response["Location"] = made.meta.location
        return response
    asked: Any = SearchRequest[_User].model_validate(request.GET.dict())
    accounts = _filter_accounts(find_accounts(token.unit), request.GET.get("filter", ""))
    start = min(max(asked.start_index or 1, 1), _LAST_INDEX)
    count = MOST_RESULTS if asked.count is None else min(asked.count, MOST_RESULTS)
    page = [_describe_account(request, one) for one in accounts[start - 1 : start - 1 + count]]
    listed: Any = ListResponse[_User](
        total_results=accounts.count(),
        start_index=start,
        items_per_page=len(page),
        resources=page,
    )
    return answer_scim(listed, scim_ctx=Context.RESOURCE_QUERY_RESPONSE, response_parameters=asked)


@speak_scim("GET", "PUT", "PATCH", "DELETE")
def handle_user(request: HttpRequest, token: ScimToken, key: uuid.UUID) -> HttpResponse:
    """Show, replace, change or delete a user that the systems of the unit have described."""
    account = find_accounts(token.unit).filter(key=key).select_related("unit").first()
    if account is None:
        raise NotFoundException(detail="There is no such user.")
    if request.method == "DELETE":
        delete_account(token, account)
        return HttpResponse(status=204)
    context = Context.RESOURCE_QUERY_RESPONSE
    if request.method == "PUT":
        account, context = (
            _replace_account(request, token, account),
            Context.RESOURCE_REPLACEMENT_RESPONSE,
        )
    elif request.method == "PATCH":
        account, context = _patch_account(request, token, account), Context.RESOURCE_PATCH_RESPONSE
    asked: Any = SearchRequest[_User].model_validate(request.GET.dict())
    return answer_scim(
        _describe_account(request, account), scim_ctx=context, response_parameters=asked
    )


@speak_scim("GET", "POST", "PUT", "PATCH", "DELETE")
def answer_rest(request: HttpRequest, token: ScimToken, rest: str) -> HttpResponse:
    """Say that there is nothing: no groups, no bulk, no search over several types, no ``/Me``."""
    if rest in (".search", "Bulk", "Me"):
        return refuse_scim(501, "This part of the protocol is not spoken here.")
    raise NotFoundException(detail="There is no such address; of resources there are users only.")


def _replace_account(request: HttpRequest, token: ScimToken, account: ScimAccount) -> ScimAccount:
    user: Any = _User.model_validate_json(
        _read_body(request), scim_ctx=Context.RESOURCE_REPLACEMENT_REQUEST
    )
    user.replace(_describe_account(request, account))
    return _keep_account(update_account, token, account, user)


def _patch_account(request: HttpRequest, token: ScimToken, account: ScimAccount) -> ScimAccount:
    patch: Any = PatchOp[_User].model_validate_json(
        _read_body(request), scim_ctx=Context.RESOURCE_PATCH_REQUEST
    )
    user = _describe_account(request, account)
    patch.patch(user)
    return _keep_account(update_account, token, account, user)


def _keep_account(write: Any, *args: Any) -> ScimAccount:
    """Return the account as it was written. Raises what the protocol says of it."""
    if not (args[-1].user_name or "").strip():
        raise InvalidValueException(detail="userName is empty.")
    try:
        account: ScimAccount = write(*args)
    except UserNameTaken as error:
        raise UniquenessException(detail="Another user has this userName.") from error
    except TooLong as error:
        raise InvalidValueException(detail=f"{error.args[0]} is too long.") from error
    return account


def _read_body(request: HttpRequest) -> bytes:
    try:
        body = request.body
    except RequestDataTooBig as error:
        raise PayloadTooLargeException from error
    if len(body) > _LONGEST_BODY:
        raise PayloadTooLargeException
    # PostgreSQL keeps no NUL in a text.
    if b"\0" in body or b"\\u0000" in body:
        raise InvalidValueException(detail="A text holds a character that is none.")
    return body


def _filter_accounts(accounts: QuerySet[ScimAccount], text: str) -> QuerySet[ScimAccount]:
    if not text:
        return accounts
    found = _FILTER.fullmatch(text)
    try:
        column, value = (_COLUMNS[found[1].lower()], json.loads(found[2])) if found else ("", "")
    except ValueError:
        column = ""
    if not column or not _is_storable(value):
        detail = "Only userName, externalId or id with eq can be asked for."
        raise InvalidFilterException(detail=detail)
    if column == "key":
        return accounts.filter(pk__in=[one for one in [_read_key(value)] if one])
    return accounts.filter(**{column: value.casefold() if column == "user_name" else value})


def _is_storable(text: str) -> bool:
    """Return whether a database takes it: neither NUL nor half of a pair of UTF-16."""
    return "\0" not in text and text == text.encode(errors="replace").decode()


def _read_key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _describe_account(request: HttpRequest, account: ScimAccount) -> Any:
    """Return the user with its number and where it is found."""
    user = read_resource(account)
    user.id = str(account.key)
    user.meta = Meta(
        resource_type="User",
        created=account.created_at,
        last_modified=account.changed_at,
        location=request.build_absolute_uri(f"/scim/v2/Users/{account.key}"),
    )
    return user
