"""Dossiers with their events as the detectors read them: a few questions for each chunk."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Count

from cases.history import calendars_of, clock_event, limit_of, policies_of
from cases.models import Dossier
from cases.selectors.timeline import DESTROYED
from onecua.ledger.models import Event
from onecua.ledger.texts import read_texts
from onecua.people.models import Person, Post
from onecua.people.validity import standing
from procedures.models import ConfiguredStep, Need, ProcedureVersion, WorkflowStep
from procedures.timing import office_date
from reports.detectors.life import DAY_HOURS, Life, Stage

Failed = Callable[[int, Exception], None]
_WITH = ("procedure__procedure", "desk")
_REVISED = {"accepted", "taken_over", "calendar_revised"}


@dataclass
class Reader:
    """What all chunks of a run share. failed: told of a dossier that cannot be read."""

    as_of: datetime
    failed: Failed
    ids: dict[tuple[int, int], int] = field(default_factory=dict)  # (stream, seq) -> event
    posts: dict[tuple[int, int], int] = field(default_factory=dict)  # (stream, seq) -> post
    _stages: dict[tuple[int | None, int], Sequence[Stage]] = field(default_factory=dict)

    @cached_property
    def staff(self) -> Mapping[int, int]:
        """Agency -> people with a post there today."""
        rows = Post.objects.filter(standing(office_date(self.as_of))).order_by()
        counted = rows.values_list("unit__agency").annotate(n=Count("person", distinct=True))
        return dict(counted)

    @cached_property
    def units(self) -> Mapping[int, int]:
        return dict(Post.objects.values_list("pk", "unit"))

    def lives(self, streams: Sequence[int]) -> list[Life]:
        """In order of the ids. One that cannot be read is told to `failed` and left out."""
        dossiers = Dossier.objects.filter(pk__in=streams).select_related(*_WITH).order_by("pk")
        rows: dict[int, list[Event]] = {}
        self.ids, self.posts = {}, {}
        for row in Event.objects.filter(stream__in=streams).order_by("stream", "seq"):
            rows.setdefault(row.stream, []).append(row)
            self.ids[row.stream, row.seq] = row.pk
            if row.post:
                self.posts[row.stream, row.seq] = row.post
        texts, names = self._recipients(row for each in rows.values() for row in each)
        found = []
        for dossier in dossiers:
            try:
                found.append(self._life(dossier, rows.get(dossier.pk, []), texts, names))
            except Exception as error:  # noqa: BLE001 - one unreadable dossier stops no other
                self.failed(dossier.pk, error)
        return found

    def unit_of(self, stream: int, seq: int) -> int | None:
        """The unit of the post that did it."""
        return self.units.get(self.posts.get((stream, seq), 0))

    def _life(
        self, dossier: Dossier, rows: Sequence[Event], texts: Mapping[int, str],
        names: Mapping[int, str],
    ) -> Life:  # fmt: skip
        events = [clock_event(row) for row in rows]
        version = dossier.procedure
        revisions = {each.integer("calendar_revision") for each in events if each.kind in _REVISED}
        done = next((each.seq for each in events if each.kind == "result_recorded"), 0)
        return Life(
            stream=dossier.pk,
            code=str(dossier),
            agency=dossier.answering.pk,
            unit=self.unit_of(dossier.pk, done) or dossier.holder_unit_id or dossier.desk.unit_id,
            procedure=version.procedure.code,
            immediate=version.kind == ProcedureVersion.Kind.IMMEDIATE,
            demands=version.result_number != Need.NONE or version.result_file != Need.NONE,
            limit=limit_of(dossier),
            calendars=calendars_of(revisions | {dossier.calendar_revision}),
            stages=self._stages_of(dossier),
            staff=self.staff.get(dossier.answering.pk, 0),
            events=events,
            as_of=self.as_of,
            policies=policies_of(events),
            texts=texts,
            names=names,
        )

    def _stages_of(self, dossier: Dossier) -> Sequence[Stage]:
        key = (dossier.workflow_id, dossier.desk_id)
        if key not in self._stages:
            rows = ConfiguredStep.objects.filter(
                configuration__workflow=dossier.workflow_id, configuration__desk=dossier.desk_id
            ).select_related("step")
            steps = {row.step.no: row.step for row in rows}
            self._stages[key] = [_stage(steps[no]) for no in sorted(steps)]
        return self._stages[key]

    def _recipients(self, rows: Iterable[Event]) -> tuple[dict[int, str], dict[int, str]]:
        given = [row for row in rows if row.kind == "returned"]
        said = {row.data["recipient"]["text"] for row in given}
        people = Person.objects.filter(pk__in={row.person for row in given if row.person})
        texts = {
            pk: DESTROYED if words is None else words for pk, words in read_texts(said).items()
        }
        return texts, dict(people.values_list("pk", "full_name"))


def _stage(step: WorkflowStep) -> Stage:
    hours = float(step.term)
    return Stage(
        step.no, hours if step.term_unit == WorkflowStep.TermUnit.HOURS else hours * DAY_HOURS,
        step.branch,
    )  # fmt: skip
