"""What a verification found, in words; the report stays small however much is broken."""

from dataclasses import dataclass, field

MOST = 200  # findings told one by one, and streams named


@dataclass(frozen=True, slots=True)
class Finding:
    """code: for programs and tests. stream, event, seal: where, as far as it can be said."""

    code: str
    what: str
    stream: int | None = None
    event: int | None = None  # its id
    seal: int | None = None

    def __str__(self) -> str:
        places = (
            ("luồng", self.stream), ("sự kiện id", self.event), ("dấu niêm phong số", self.seal),
        )  # fmt: skip
        where = ", ".join(f"{name} {value}" for name, value in places if value is not None)
        return f"{where}: {self.what}" if where else self.what


@dataclass(slots=True)
class Report:
    """Of one verification. Names in the language of its JSON."""

    events: int = 0
    unsealed: int = 0
    unsealed_since: str = ""  # UTC text of the earliest event that no seal covers
    seals: int = 0
    last_seal: int = 0
    total: int = 0  # findings
    findings: list[Finding] = field(default_factory=list)
    first_broken: Finding | None = None  # the broken link with the lowest event id
    streams: set[int] = field(default_factory=set)
    suspects: set[int] = field(default_factory=set)  # inside a broken seal: one of them at least
    notes: list[str] = field(default_factory=list)
    witness: str = "chưa đối chiếu với nhân chứng"

    def add(self, finding: Finding) -> None:
        self.total += 1
        if len(self.findings) < MOST:
            self.findings.append(finding)
        if finding.stream is not None and len(self.streams) < MOST:
            self.streams.add(finding.stream)
        first = self.first_broken
        if finding.event is not None and (
            first is None or first.event is None or finding.event < first.event
        ):
            self.first_broken = finding
