"""PURE. A dossier's events, one after the other, with payloads as the services write them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cases.clock import ClockEvent, ClockPolicies
from onecua.bench.frauds.province import Kind, Office, calendar
from reports.detectors.life import Life

SECOND = timedelta(seconds=1)
OWNER = "Nguyễn Thị Hồng Vân"


@dataclass
class Story:
    """fraud: its name in docs/frauds.md, "" of an honest one. hard: which honest hard case."""

    stream: int
    office: Office
    kind: Kind
    fraud: str = ""
    hard: str = ""
    events: list[ClockEvent] = field(default_factory=list)
    texts: dict[int, str] = field(default_factory=dict)
    evening: datetime | None = None  # of the deed that several dossiers share

    @property
    def now(self) -> datetime:
        return self.events[-1].recorded_at

    def say(
        self, kind: str, at: datetime, who: int | None, *, claimed: datetime | None = None,
        **payload: Any,
    ) -> ClockEvent:  # fmt: skip
        """Never before what was said last; claimed: when it is said to have happened."""
        recorded = max(at, self.now + SECOND) if self.events else at
        event = ClockEvent(len(self.events) + 1, kind, claimed or recorded, recorded, payload, who)
        self.events.append(event)
        return event

    def text(self, words: str) -> dict[str, Any]:
        number = len(self.texts) + 1
        self.texts[number] = words
        return {"text": number, "digest": ""}

    def drop(self, *kinds: str) -> None:
        self.events = [event for event in self.events if event.kind not in kinds]

    def cut(self, seq: int) -> None:
        """Forget what came from this event on."""
        self.events = [event for event in self.events if event.seq < seq]

    def first(self, kind: str, step: int = 0) -> ClockEvent:
        return next(
            event for event in self.events
            if event.kind == kind and (not step or event.payload.get("step") == step)
        )  # fmt: skip

    def life(self, as_of: datetime) -> Life:
        office = self.office
        return Life(
            stream=self.stream, code=f"H34-{self.stream}", agency=office.no, unit=office.unit,
            procedure=self.kind.code, immediate=not self.kind.days, demands=True,
            limit=self.kind.limit, calendars={1: calendar()}, stages=self.kind.stages,
            staff=office.staff, events=self.events, as_of=as_of,
            policies=ClockPolicies(outages=office.outages), texts=self.texts,
            names={office.desk: "Trần Thị Bích Ngọc"},
        )  # fmt: skip

    # What the acts of the office say.

    def accept(self, at: datetime, *, claimed: datetime | None = None) -> None:
        self.say("accepted", at, self.office.desk, claimed=claimed, calendar_revision=1,
                 procedure=self.kind.code, desk_unit=self.office.unit)  # fmt: skip
        self.say("slip_issued", at, self.office.desk, form="Mẫu số 01")

    def give(self, at: datetime, who: int, step: int) -> None:
        self.say("handed_over", at, who, step=step)

    def confirm(self, at: datetime, who: int, step: int) -> None:
        self.say("handover_confirmed", at, who, step=step)

    def complete(self, at: datetime, who: int, step: int) -> None:
        self.say("step_completed", at, who, step=step, next_step=step + 1)
        self.give(self.now, who, step + 1)

    def send_back(self, at: datetime, who: int, step: int) -> None:
        self.say("sent_back", at, who, step=step, to_step=step - 1)
        self.give(self.now, who, step - 1)

    def record(
        self, at: datetime, who: int, number: str, *, file: str = "",
        claimed: datetime | None = None, signed: datetime | None = None, **more: Any,
    ) -> None:  # fmt: skip
        said = {"version": 1, "quantity": 1, "last_number": "", **more}
        signed_on = (signed or claimed or at).date().isoformat()
        self.say("result_recorded", at, who, claimed=claimed, number=number, file=file,
                 signed_on=signed_on, **said)  # fmt: skip

    def hand_out(self, at: datetime, who: int, recipient: str = OWNER) -> None:
        self.say("returned", at, who, recipient=self.text(recipient), recipient_is_owner=True)

    def ask(self, at: datetime, who: int, answer_by: datetime, *, slip: bool = True) -> None:
        ordinal = sum(event.kind == "supplement_requested" for event in self.events) + 1
        self.say("supplement_requested", at, who, ordinal=ordinal, restart=ordinal == 1,
                 answer_by_on=answer_by.date().isoformat())  # fmt: skip
        if slip:
            self.say("slip_issued", at, who, form="Mẫu số 02")

    def answered(self, at: datetime) -> None:
        asked = [event for event in self.events if event.kind == "supplement_requested"][-1]
        self.say("supplement_received", at, self.office.desk, ordinal=asked.payload["ordinal"],
                 restart=asked.payload["restart"])  # fmt: skip
