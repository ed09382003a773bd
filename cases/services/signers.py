"""Who signs by a key: the office's list of signers, a JSON file that SIGNERS names.

    {"chutich": {"way": "remote", "certificates": "chutich.pem", "key": "the service's name of it"}}

`way` is one of cases.slips.keys; file names are beside the list. Who is not on it signs in ink.
An agency's seal is a row "con-dau/" + the agency's code: no user name has a stroke.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from onecua.people.models import Agency, Person

SEAL = "con-dau/"


@dataclass(frozen=True, slots=True)
class SignerKey:
    way: str
    certificates: Path  # PEM: his own first, then those above it
    key: str  # a file (pkcs12), the service's name of the key (remote), a token's label (pkcs11)

    @property
    def file(self) -> Path:
        return self.certificates.parent / self.key


def signs_by_key(person_id: int) -> bool:
    return key_of(person_id) is not None


def key_of(person_id: int) -> SignerKey | None:
    """Read each time: a renewed certificate counts at once, without a restart."""
    keys = listed_keys()
    if not keys:
        return None
    return keys.get(Person.objects.values_list("username", flat=True).get(pk=person_id))


def seal_of(agency: Agency) -> SignerKey | None:
    """The agency's own key, which signs after whoever signs for it."""
    return listed_keys().get(f"{SEAL}{agency.code}")


def listed_keys() -> Mapping[str, SignerKey]:
    """The whole list, by user name or by the name of a seal."""
    place = Path(settings.SIGNERS) if settings.SIGNERS else None
    if place is None or not place.exists():
        return {}
    listed = json.loads(place.read_text(encoding="utf-8"))
    return {
        name: SignerKey(row["way"], place.parent / row["certificates"], row["key"])
        for name, row in listed.items()
    }
