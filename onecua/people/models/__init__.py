from onecua.people.models.attempts import Attempts
from onecua.people.models.organisation import Agency, Desk, Unit
from onecua.people.models.outage import Outage
from onecua.people.models.person import Person, Post
from onecua.people.models.reorganisation import Reorganisation, Succession
from onecua.people.models.staff_list import StaffList
from onecua.people.models.standing_in import Absence, Delegation

__all__ = [
    "Absence", "Agency", "Attempts", "Delegation", "Desk", "Outage", "Person", "Post",
    "Reorganisation", "StaffList", "Succession", "Unit",
]  # fmt: skip
