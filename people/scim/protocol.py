"""The part of SCIM 2.0 that is spoken here: users, with the attributes that a roster knows."""

from __future__ import annotations

from typing import Annotated, Any, Generic

from scim2_models import (
    URN,
    AuthenticationScheme,
    Bulk,
    CaseExact,
    ChangePassword,
    ComplexAttribute,
    ETag,
    Extension,
    Filter,
    Patch,
    Required,
    Resource,
    ResourceType,
    Schema,
    ScimPolicy,
    ScimProvider,
    ServiceProviderConfig,
    Sort,
    Uniqueness,
)
from scim2_models.resources.resource import AnyExtension

MOST_RESULTS = 200  # of one page; an account is half a kilobyte
_LIBRARY_POLICY = ScimPolicy(
    # Systems send what no roster knows (addresses, managers): it is not kept.
    unknown=ScimPolicy.Unknown.ignore,
    # As Microsoft Entra writes them.
    remove_value_as_filter=ScimPolicy.RemoveValue.apply,
    unmatched_path_filter=ScimPolicy.UnmatchedPathFilter.create,
)


class ScimName(ComplexAttribute):
    formatted: str | None = None
    family_name: str | None = None
    given_name: str | None = None


class ScimContact(ComplexAttribute):
    value: str | None = None
    type: str | None = None
    primary: bool | None = None


class ScimUser(Resource[AnyExtension], Generic[AnyExtension]):
    """A user, of whom no more is taken than a roster knows."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    external_id: Annotated[str | None, CaseExact.true] = None
    name: ScimName | None = None
    display_name: str | None = None
    title: str | None = None
    active: bool | None = None
    emails: list[ScimContact] | None = None
    phone_numbers: list[ScimContact] | None = None


class ScimEmployment(Extension):
    """The staff number, and the code or name of the unit."""

    __schema__ = URN("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")

    employee_number: str | None = None
    department: str | None = None


_CONFIG = ServiceProviderConfig(
    patch=Patch(supported=True),
    bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
    filter=Filter(supported=True, max_results=MOST_RESULTS),
    change_password=ChangePassword(supported=False),
    sort=Sort(supported=False),
    etag=ETag(supported=False),
    authentication_schemes=[
        AuthenticationScheme(
            type=AuthenticationScheme.Type.oauthbearertoken,
            name="Bearer token",
            description="A token that an HR manager of the unit gives at the desk.",
            primary=True,
        )
    ],
)
ScimAccountResource = ScimUser[ScimEmployment]
PROVIDER = ScimProvider(
    models=[ScimUser, ScimEmployment, ResourceType, Schema, ServiceProviderConfig],
    resource_types=[ResourceType.from_resource(ScimAccountResource)],
    config=_CONFIG,
    policy=_LIBRARY_POLICY,
)


def list_described(kind: str) -> list[Resource[Any]]:
    """Return what the service says of itself: its schemas, or its types of resources."""
    return list(PROVIDER.schemas if kind == "Schemas" else PROVIDER.resource_types)
