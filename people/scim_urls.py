"""Addresses of SCIM 2.0 under ``/scim/v2/``: as the protocol names them, without a slash."""

from django.urls import path

from people.web.scim import views

_SCHEMAS, _TYPES = {"kind": "Schemas"}, {"kind": "ResourceTypes"}
urlpatterns = [
    path("ServiceProviderConfig", views.show_config, name="scim-config"),
    path("Schemas", views.show_described, _SCHEMAS, name="scim-schemas"),
    path("Schemas/<str:key>", views.show_described, _SCHEMAS, name="scim-schema"),
    path("ResourceTypes", views.show_described, _TYPES, name="scim-types"),
    path(
        "ResourceTypes/<str:key>",
        views.show_described,
        {"kind": "ResourceTypes"},
        name="scim-type",
    ),
    path("Users", views.handle_users, name="scim-users"),
    path("Users/<uuid:key>", views.handle_user, name="scim-user"),
    path("<path:rest>", views.answer_rest, name="scim-rest"),
]
