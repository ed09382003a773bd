"""A person at a browser without JavaScript: signs in, reads a page, sends its form."""

from collections.abc import Sequence
from typing import Any

from django.test import Client

from cases.models import Dossier
from onecua.people.models import Person
from tests.support.office import Office


class Walker:
    def __init__(self, office: Office, who: str = "") -> None:
        self.client = Client()
        self.status = 0
        if who:
            self.client.force_login(Person.objects.get(pk=office[who].person_id))

    def reads(self, address: str, **query: str) -> str:
        return self._page(self.client.get(address, query))

    def sends(self, address: str, fields: dict[str, Any]) -> str:
        """Follows the way back to a page, as a browser does. The status is of the first answer."""
        answer = self.client.post(address, fields)
        page = self._page(answer)
        return self._followed(answer) if answer.status_code == 302 else page

    def acts(self, dossier: Dossier, slug: str, **fields: Any) -> str:
        """With the version of the page one would have just looked at, unless another is given."""
        dossier.refresh_from_db()
        typed = {"version": str(dossier.version)} | fields
        return self.sends(f"/ho-so/{dossier}/{slug}/", typed)

    def picks(self, address: str, dossiers: Sequence[Dossier], **fields: str) -> str:
        for dossier in dossiers:
            dossier.refresh_from_db()
        picked = [f"{dossier.pk}.{dossier.version}" for dossier in dossiers]
        return self.sends(address, {"dossier": picked} | fields)

    def _page(self, answer: Any) -> str:
        self.status = answer.status_code
        return answer.content.decode() if not answer.streaming else ""

    def _followed(self, answer: Any) -> str:
        return self.client.get(answer.headers["Location"]).content.decode()
