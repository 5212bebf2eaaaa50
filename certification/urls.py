"""Addresses without a language prefix: for verifiers and for machines."""

from django.urls import path

from certification import (
    appealing,
    claiming,
    documents,
    holding,
    lists,
    views,
    wallets,
    witnessing,
)

app_name = "certification"
urlpatterns = [
    path("verify/", views.verify, name="verify"),
    path("verify/list/", lists.check, name="verify_list"),
    path("verify/kit.zip", documents.offline_kit, name="kit"),
    path("verify/<str:code>/", views.verdict, name="verdict"),
    path("certificates/claims/", claiming.claims, name="claims"),
    path("certificates/transcript/", wallets.transcript, name="transcript"),
    path("certificates/transcript.json", wallets.clr, name="clr"),
    path("certificates/transcript.jwt", wallets.clr_token, name="clr_token"),
    path("certificates/<str:code>.pdf", views.pdf, name="pdf"),
    path("certificates/<str:code>/", holding.certificate, name="certificate"),
    path("certificates/<str:code>/choices/", holding.choose, name="choices"),
    path("certificates/<str:code>/appeal/", appealing.appeal, name="appeal"),
    path("credentials/<uuid:uuid>", documents.credential, name="credential"),
    path("credentials/<uuid:uuid>.jwt", wallets.token, name="token"),
    path("credentials/status/<int:number>", documents.status_list, name="status_list"),
    path("log/", views.public_log, name="log"),
    path("log/head.json", witnessing.head, name="log_head"),
    path("log/entries.json", witnessing.entries, name="log_entries"),
    path("log/inclusion.json", witnessing.inclusion, name="log_inclusion"),
    path("log/consistency.json", witnessing.consistency, name="log_consistency"),
    path("log/proof/<str:code>", witnessing.proof, name="log_proof"),
    path("log/checkpoints.json", witnessing.checkpoint_list, name="checkpoints"),
    path("log/checkpoints/<str:day>.json", witnessing.checkpoint, name="checkpoint"),
    path(".well-known/did.json", documents.did_document, name="did"),
    path(".well-known/jwks.json", documents.key_set, name="jwks"),
    path("keys/root.pem", documents.root_certificate, name="root"),
    path("keys/root.crl", documents.revoked_seals, name="crl"),
]
