"""What the ledger once wrote verifies and means the same for ever. No file here is ever edited."""

import json
from itertools import groupby
from pathlib import Path

import pytest

from cases.events import KINDS, check_payload
from cases.upcasters import STEPS, current_payload
from onecua.ledger.canonical import FORMATS, GENESIS, Entry, canonical_json, entry_hash
from tests.golden_ledger.reading import HERE, clock_event, entries, meaning

FILES = sorted(HERE.glob("v*.jsonl"))
DOSSIERS = 10**12  # streams below are those of agencies


def chains(file: Path) -> dict[int, list[tuple[Entry, bytes]]]:
    found = groupby(entries(file), key=lambda pair: pair[0].stream)
    return {stream: list(chain) for stream, chain in found}


def test_there_is_a_golden_file() -> None:
    assert FILES


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_golden_chain_verifies(file: Path) -> None:
    for chain in chains(file).values():
        previous = GENESIS
        for number, (entry, digest) in enumerate(chain, 1):
            assert (entry.seq, entry.previous_hash) == (number, previous)
            assert entry_hash(entry) == digest
            assert canonical_json(json.loads(entry.payload)) == entry.payload
            previous = digest


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_golden_dossier_means_what_it_meant(file: Path) -> None:
    told = json.loads(file.with_suffix(".meaning.json").read_text())
    means = {
        str(stream): meaning([clock_event(entry) for entry, _ in chain])
        for stream, chain in chains(file).items()
        if stream > DOSSIERS
    }
    assert set(means) == set(told)
    for stream, words in told.items():
        assert {name: means[stream].get(name) for name in words} == words, stream


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_todays_program_reads_every_golden_payload(file: Path) -> None:
    """A kind whose fields changed needs a new version and a step in cases/upcasters.py."""
    for entry, _ in entries(file):
        if entry.stream > DOSSIERS:
            payload = current_payload(entry.kind, entry.version, json.loads(entry.payload))
            check_payload(entry.kind, payload)


def test_each_step_leads_to_a_version_its_kind_knows() -> None:
    assert {(kind, version) for kind, version in STEPS if version >= KINDS[kind].version} == set()
    for kind in KINDS.values():
        assert all((kind.name, version) in STEPS for version in range(1, kind.version))


def test_a_version_from_the_future_is_refused() -> None:
    with pytest.raises(ValueError, match="newer than this program"):
        current_payload("rebuilt", KINDS["rebuilt"].version + 1, {})
    assert current_payload("from_another_house", 7, {"a": 1}) == {"a": 1}


def test_the_golden_files_hold_every_format() -> None:
    assert {entry.format for file in FILES for entry, _ in entries(file)} == set(FORMATS)
