"""Addresses without a language prefix: for verifiers and for machines."""

from django.urls import path

from certification.web import documents, log_api, verify, verify_lists
from certification.web.holder import appeals, certificate, downloads, self_claims

app_name = "certification"
urlpatterns = [
    path("verify/", verify.verify, name="verify"),
    path("verify/list/", verify_lists.check, name="verify_list"),
    path("verify/kit.zip", documents.offline_kit, name="kit"),
    path("verify/<str:code>/", verify.verdict, name="verdict"),
    path("certificates/claims/", self_claims.claims, name="claims"),
    path("certificates/transcript/", downloads.transcript, name="transcript"),
    path("certificates/transcript.json", downloads.clr, name="clr"),
    path("certificates/transcript.jwt", downloads.clr_token, name="clr_token"),
    path("certificates/<str:code>.pdf", verify.pdf, name="pdf"),
    path("certificates/<str:code>/", certificate.certificate, name="certificate"),
    path("certificates/<str:code>/choices/", certificate.choose, name="choices"),
    path("certificates/<str:code>/appeal/", appeals.appeal, name="appeal"),
    path("credentials/<uuid:uuid>", documents.credential, name="credential"),
    path("credentials/<uuid:uuid>.jwt", downloads.token, name="token"),
    path("credentials/status/<int:number>", documents.status_list, name="status_list"),
    path("log/", verify.public_log, name="log"),
    path("log/head.json", log_api.head, name="log_head"),
    path("log/entries.json", log_api.entries, name="log_entries"),
    path("log/inclusion.json", log_api.inclusion, name="log_inclusion"),
    path("log/consistency.json", log_api.consistency, name="log_consistency"),
    path("log/proof/<str:code>", log_api.proof, name="log_proof"),
    path("log/checkpoints.json", log_api.checkpoint_list, name="checkpoints"),
    path("log/checkpoints/<str:day>.json", log_api.checkpoint, name="checkpoint"),
    path(".well-known/did.json", documents.did_document, name="did"),
    path(".well-known/jwks.json", documents.key_set, name="jwks"),
    path("keys/root.pem", documents.root_certificate, name="root"),
    path("keys/root.crl", documents.revoked_seals, name="crl"),
]
