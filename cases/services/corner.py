"""The upper left corner of a paper and the place of its date, as its agency writes them then."""

from dataclasses import dataclass
from datetime import datetime

from cases.models import Letterhead
from cases.slip_contexts.parts import Issuer
from onecua.kernel.vietnamese import place_date
from onecua.people.models import Agency
from procedures.timing import office_date

DESK_LINES = "Bộ phận Tiếp nhận\nvà Trả kết quả"
COMMITTEES = {Agency.Kind.PROVINCE, Agency.Kind.DISTRICT, Agency.Kind.COMMUNE}


@dataclass(frozen=True, slots=True)
class Corner:
    issuer: Issuer
    place_date: str


def corner(agency: Agency, at: datetime, desk: str = "") -> Corner:
    """desk: the name of the desk that speaks for the agency, if one does."""
    on = office_date(at)
    own = (
        Letterhead.objects.filter(agency=agency, valid_from__lte=on)
        .select_related("logo")
        .order_by("-valid_from", "-pk")
        .first()
    )
    place = own.place if own else agency.place
    return Corner(issuer(agency, desk, own), place_date(place, on))


def issuer(agency: Agency, desk: str = "", own: Letterhead | None = None) -> Issuer:
    """The corner, broken into lines where the agency's printed name breaks.

    A people's committee stands alone, any other agency below the one above it (NĐ 30/2020, Phụ lục
    I, II.2); a desk stands below its agency. own: what the agency has set instead.
    """
    above, name = (own.parent, own.name) if own else printed(agency)
    logo = own.logo.digest if own and own.logo else ""
    if desk:
        return Issuer(name, DESK_LINES if desk.startswith("Bộ phận") else desk, logo)
    return Issuer(above, name, logo)


def printed(agency: Agency) -> tuple[str, str]:
    """(the agency above, the agency itself), where it has set nothing of its own."""
    if agency.kind in COMMITTEES:
        return "", agency.printed_name
    above, _, own = agency.printed_name.partition("\n")
    if own:
        return above, own
    return agency.parent.name if agency.parent else "", above
