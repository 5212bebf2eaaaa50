"""A real timestamp authority on this machine: openssl behind HTTP, with a root of its own."""

import datetime as dt
import subprocess
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from certification.keys.authority import (
    build_subject_name,
    create_root_authority,
    make_certificate_builder,
    sign_crl,
)
from certification.keys.files import write_private_key

CONFIGURATION = """
[tsa]
default_tsa = local
[local]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
certs = {folder}/root.pem
signer_key = {folder}/tsa.key.pem
signer_digest = sha256
default_policy = 1.3.6.1.4.1.13762.3
digests = sha256, sha384, sha512
accuracy = secs:1
ess_cert_id_alg = sha256
"""


class LocalAuthority:
    """``url`` answers requests; ``mood`` says how: well, or as a broken server does."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.mood, self.asked = folder, "well", 0
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self))
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        self.roots = folder / "root.pem"
        self.make_certificates()
        Thread(target=self.server.serve_forever, daemon=True).start()

    def make_certificates(self) -> None:
        at = dt.datetime.now(dt.UTC).replace(microsecond=0) - dt.timedelta(hours=1)
        self.root = create_root_authority("Timestamps of tests", demo=False, at=at)
        key = ec.generate_private_key(ec.SECP256R1())
        name = build_subject_name("Timestamps of tests", "Authority")
        signed_by = {"issuer": self.root.certificate.subject, "issuer_key": self.root.key}
        place = [x509.UniformResourceIdentifier(f"{self.url}tsa.crl")]
        point = x509.CRLDistributionPoints([x509.DistributionPoint(place, None, None, None)])
        use = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        built = make_certificate_builder(name, key.public_key(), at=at, years=5, **signed_by)
        built = built.add_extension(use, critical=True).add_extension(point, critical=False)
        self.certificate = built.sign(self.root.key, hashes.SHA256())
        write_private_key(self.folder / "tsa.key.pem", key)
        for path, made in (("tsa.pem", self.certificate), ("root.pem", self.root.certificate)):
            (self.folder / path).write_bytes(made.public_bytes(Encoding.PEM))
        (self.folder / "tsa.conf").write_text(CONFIGURATION.format(folder=self.folder))
        (self.folder / "serial").write_text("01\n")

    def crl(self) -> bytes:
        now = dt.datetime.now(dt.UTC).replace(microsecond=0) - dt.timedelta(minutes=1)
        revoked = [(self.certificate, now.date())] if self.mood == "revoked" else []
        return sign_crl(self.root, revoked, at=now).public_bytes(Encoding.DER)

    def reply(self, query: bytes) -> bytes:
        self.asked += 1
        (self.folder / "query").write_bytes(query)
        command = ["openssl", "ts", "-reply", "-config", self.folder / "tsa.conf"]
        command += ["-section", "local", "-queryfile", self.folder / "query"]
        return subprocess.run(command, check=True, capture_output=True).stdout

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


def handler_of(authority: LocalAuthority) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args) -> None:
            """Nothing is written."""

        def answer(self, content: bytes, kind: str, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self) -> None:
            if authority.mood == "no list":
                return self.answer(b"gone", "text/plain", 404)
            return self.answer(authority.crl(), "application/pkix-crl")

        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            if authority.mood == "broken":
                return self.answer(b"<h1>503</h1>", "text/html", 503)
            if authority.mood == "nonsense":
                return self.answer(b"\x30\x03\x02\x01", "application/timestamp-reply")
            if authority.mood == "replayed":
                query = getattr(authority, "first", query)
            authority.first = getattr(authority, "first", query)
            return self.answer(authority.reply(query), "application/timestamp-reply")

    return Handler


def choose(settings, **changes):
    settings.TIMESTAMPS = {**settings.TIMESTAMPS, **changes}
