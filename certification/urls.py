"""Addresses without a language prefix, because verifiers and machines know none."""

from django.urls import path

from certification.web import (
    documents,
    log_api,
    statement_batches,
    statements,
    verify,
    verify_lists,
)
from certification.web.holder import appeals, certificate, downloads, self_claims

app_name = "certification"
urlpatterns = [
    path("verify/", verify.verify_certificate, name="verify"),
    # Before the codes: no code is spelt "list" or "kit.zip".
    path("verify/list/", verify_lists.verify_certificate_list, name="verify_list"),
    path("verify/kit.zip", documents.serve_offline_kit, name="kit"),
    path("verify/<str:code>/", verify.show_verdict, name="verdict"),
    path("certificates/claims/", self_claims.manage_self_claims, name="claims"),
    path("certificates/transcript/", downloads.show_transcript, name="transcript"),
    path("certificates/transcript.json", downloads.download_clr, name="clr"),
    path("certificates/transcript.jwt", downloads.download_clr_jwt, name="clr_token"),
    path(
        "certificates/statements/<int:person>/<int:year>/",
        statements.make_year_statement,
        name="make_statement",
    ),
    path("certificates/statements/many/", statement_batches.ask_for_many, name="state_many"),
    path(
        "certificates/statements/many/<int:pk>/",
        statement_batches.show_batch,
        name="statement_batch",
    ),
    path(
        "certificates/statements/many/<int:pk>/file.zip",
        statement_batches.serve_file,
        name="statement_file",
    ),
    path("certificates/statements/<str:code>.pdf", statements.serve_statement, name="statement"),
    path("certificates/<str:code>.pdf", verify.serve_pdf, name="pdf"),
    path("certificates/<str:code>/", certificate.show_certificate, name="certificate"),
    path("certificates/<str:code>/choices/", certificate.apply_choice, name="choices"),
    path("certificates/<str:code>/appeal/", appeals.appeal_certificate, name="appeal"),
    path("credentials/<uuid:uuid>", documents.serve_credential, name="credential"),
    path("credentials/<uuid:uuid>.jwt", downloads.download_credential_jwt, name="token"),
    path("credentials/status/<int:number>", documents.serve_status_list, name="status_list"),
    path("log/", verify.show_log, name="log"),
    path("log/head.json", log_api.serve_tree_head, name="log_head"),
    path("log/entries.json", log_api.serve_log_entries, name="log_entries"),
    path("log/inclusion.json", log_api.serve_leaf_inclusion, name="log_inclusion"),
    path("log/consistency.json", log_api.serve_consistency_proof, name="log_consistency"),
    path("log/proof/<str:code>", log_api.serve_certificate_proof, name="log_proof"),
    path("log/checkpoints.json", log_api.serve_checkpoints, name="checkpoints"),
    path("log/checkpoints/<str:day>.json", log_api.serve_checkpoint, name="checkpoint"),
    path(".well-known/did.json", documents.serve_did_document, name="did"),
    path(".well-known/jwks.json", documents.serve_key_set, name="jwks"),
    path("keys/root.pem", documents.serve_root_certificate, name="root"),
    path("keys/root.crl", documents.serve_crl, name="crl"),
]
