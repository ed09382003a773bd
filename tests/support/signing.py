"""A head who signs by a key, and the folder that his office keeps the list of signers in."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding

from cases.models import Slip
from cases.services import apology
from cases.services.sweep import sweep
from cases.slips.verifying import Verdict, verdicts_on
from onecua.demonstration.keys import LIST, ROOTS, Issuer, new_issuer, write_key, write_list
from procedures.timing import OFFICE_ZONE
from tests.support.office import BUILDING, Office

HEAD, SEAL_FILE = "chutich", "con-dau"


def day(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=OFFICE_ZONE)


@dataclass
class Signers:
    folder: Path
    issuer: Issuer

    def give_key(self, first: str = "2021-01-01", last: str = "2022-01-01") -> Any:
        """To the head: in a file, as in the demonstration. Also renews it."""
        names = ("A Thành", "UBND thị trấn Đắk Hà")
        write_list(self.folder, [HEAD])
        span = (day(first), day(last))
        return write_key(self.folder, HEAD, names, self.issuer, span=span)

    def give_remote_key(self) -> rsa.RSAPrivateKey:
        """The certificate is ours to read, the key is at the service."""
        key: rsa.RSAPrivateKey = self.give_key()
        (self.folder / f"{HEAD}.p12").unlink()
        self.list_head("remote", "thue-bao-17")
        return key

    def list_head(self, way: str, key: str) -> None:
        self._list({HEAD: {"way": way, "certificates": f"{HEAD}.pem", "key": key}})

    def list_seal(self, agency: str, key: str) -> None:
        """The agency's seal is on a token; its certificate beside the head's."""
        row = {"way": "pkcs11", "certificates": f"{SEAL_FILE}.pem", "key": key}
        self._list({**self._listed(), f"con-dau/{agency}": row})

    def give_seal(self, agency: str) -> rsa.RSAPrivateKey:
        """A key and its certificate of the agency itself, whose token is "key of it"."""
        names = ("UBND thị trấn Đắk Hà", "UBND thị trấn Đắk Hà")
        span = (day("2021-01-01"), day("2022-01-01"))
        key = write_key(self.folder, SEAL_FILE, names, self.issuer, span=span)
        (self.folder / f"{SEAL_FILE}.p12").unlink()
        self.list_seal(agency, "dau-ubnd/con-dau")
        return key

    def _listed(self) -> dict[str, Any]:
        listed: dict[str, Any] = json.loads((self.folder / LIST).read_text())
        return listed

    def _list(self, rows: dict[str, Any]) -> None:
        (self.folder / LIST).write_text(json.dumps(rows))


def open_signers(folder: Path, settings: Any) -> Signers:
    issuer = new_issuer(day("2020-01-01"), day("2030-01-01"))
    (folder / ROOTS).write_bytes(issuer.certificate.public_bytes(Encoding.PEM))
    settings.SIGNERS, settings.SIGNING_ROOTS = str(folder / LIST), str(folder / ROOTS)
    return Signers(folder, issuer)


def the_verdict(pdf: bytes, *, now: datetime) -> Verdict:
    """Of a file that one person has signed."""
    (verdict,) = verdicts_on(pdf, now=now)
    return verdict


def signed_apology(office: Office) -> Slip:
    """The head's signature under an apology; the printer has not worked yet."""
    dossier = office.with_officer(BUILDING)
    office.travel("2021-03-12T08:00")
    sweep(office.now)
    apology.sign_apology(
        dossier_id=dossier.pk, reason="Quá tải hồ sơ", new_due_on=date(2021, 3, 22),
        acting=office["head"], at=office.now,
    )  # fmt: skip
    return dossier.slips.get(form="apology")
