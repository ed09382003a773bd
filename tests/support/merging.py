"""The small office's province is merged: prepared, applied, and who sits where afterwards."""

from datetime import date

from cases.services import reorganisation
from onecua.people.acting import Acting, acting_on
from onecua.people.models import Post, Reorganisation
from onecua.people.services import reorganising
from tests.support.office import Office

DAY = date(2021, 3, 8)
DECISION = "202/2025/QH15"
COMMUNE = "000.23500.H48"


def prepare(office: Office, effective_on: date = DAY, issued_on: date = DAY) -> Reorganisation:
    return reorganising.prepare(
        decision=DECISION, issuer="Quốc hội", issued_on=issued_on, effective_on=effective_on,
        acting=office["admin"], at=office.now,
    )  # fmt: skip


def give_the_province_a_signer(office: Office) -> None:
    post = Post.objects.get(person=office["office"].person_id)
    Post.objects.create(
        person_id=post.person_id, unit=post.unit, role="head", position="Chủ tịch", signs=True,
        valid_from=post.valid_from,
    )  # fmt: skip


def apply(office: Office, plan: Reorganisation) -> Reorganisation:
    reorganisation.begin_reorganisation(
        reorganisation_id=plan.pk, acting=office["admin"], at=office.now
    )
    reorganisation.carry_through(lambda: office.now)
    return Reorganisation.objects.get(pk=plan.pk)


def now_acting(office: Office, who: str) -> Acting:
    """The same person on the post that goes on."""
    post = Post.objects.get(person=office[who].person_id, valid_to=None, role=office[who].role)
    return acting_on(post)
