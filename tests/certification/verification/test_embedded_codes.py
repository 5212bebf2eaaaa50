import zlib

import pikepdf

from certification.facts.codes import generate_code
from certification.verification.embedded_codes import extract_codes
from certification.verification.verdicts import VerdictStatus
from tests.certification.verification.verdicts import verdict_on


def test_a_certificate_of_other_makers_with_our_address_in_it_is_never_valid(sealed, tmp_path):
    file = pikepdf.new()
    file.add_blank_page()
    file.docinfo["/Title"] = f"https://learn.example.gov.mm/verify/{sealed.code}/"
    file.save(tmp_path / "forged.pdf")
    assert verdict_on((tmp_path / "forged.pdf").read_bytes()) == VerdictStatus.CHANGED


def test_codes_are_found_in_plain_and_compressed_parts_each_once():
    plain, packed = generate_code(), generate_code()
    addresses = [
        f"https://learn.example.gov.mm/verify/{code}/".encode() for code in (plain, packed)
    ]
    content = addresses[0] * 2 + b" stream\n" + zlib.compress(b"".join(addresses))
    assert extract_codes(content) == [plain, packed]
