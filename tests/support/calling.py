"""A program that talks to the office: one signed-in client a person, JSON both ways."""

from collections.abc import Mapping
from typing import Any

from django.test import Client

from onecua.people.models import Person
from tests.support.office import Office

V1 = "/api/v1/"
Json = Mapping[str, Any]


class Caller:
    def __init__(self, office: Office, who: str = "") -> None:
        self.client = Client()
        if who:
            self.client.force_login(Person.objects.get(pk=office[who].person_id))

    def get(self, address: str, **query: Any) -> tuple[int, Any]:
        return self._read(self.client.get(address if address[0] == "/" else V1 + address, query))

    def post(self, address: str, body: Any = None, *, key: str = "") -> tuple[int, Any]:
        headers = {"Idempotency-Key": key} if key else {}
        answer = self.client.post(
            V1 + address, body if body is not None else {}, "application/json", headers=headers
        )
        return self._read(answer)

    def act(self, code: str, name: str, **body: Any) -> tuple[int, Any]:
        return self.post(f"dossiers/{code}/acts/{name}/", body)

    @staticmethod
    def _read(answer: Any) -> tuple[int, Any]:
        return answer.status_code, answer.json()


def counter(procedure: str = "1.001193", **more: Any) -> dict[str, Any]:
    """What lies on the counter."""
    applicant = {
        "name": "Nguyễn Thị Hồng Vân", "identity": "062195379153", "born_on": "1995-02-14",
        "sex": "Nữ", "address": "thôn 2, thị trấn Đắk Hà", "phone": "0905 000 101",
    }  # fmt: skip
    papers = [{"name": "Tờ khai", "originals": 1}, {"name": "Giấy chứng sinh", "originals": 1}]
    return {"procedure": procedure, "applicant": applicant, "papers": papers} | more
