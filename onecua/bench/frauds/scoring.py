"""PURE. What the rules find in a traffic whose frauds are known."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from onecua.bench.frauds.register import FRAUDS
from onecua.bench.frauds.story import Story
from onecua.bench.frauds.traffic import AS_OF
from reports.detectors.groups import OF_MANY, ended_of
from reports.detectors.rules import OF_ONE, RULES, evidence


@dataclass
class Score:
    """found: fraud -> its dossiers that some rule names. by: (fraud, rule) -> dossiers."""

    honest: int = 0
    done: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    by: Counter[tuple[str, str]] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)  # rule -> findings with a fraud in it
    wrong: Counter[str] = field(default_factory=Counter)
    hard: Counter[str] = field(default_factory=Counter)  # honest hard case -> wrong findings
    months: Counter[str] = field(default_factory=Counter)  # of officers

    def recall(self, fraud: str) -> float:
        return self.found[fraud] / self.done[fraud] if self.done[fraud] else 1.0

    def precision(self, rule: str) -> float | None:
        all_of_it = self.right[rule] + self.wrong[rule]
        return self.right[rule] / all_of_it if all_of_it else None

    @property
    def worst(self) -> tuple[float, str]:
        """Of the frauds that do not adapt to the rules."""
        return min((self.recall(name), name) for name, each in FRAUDS.items() if not each.adaptive)

    @property
    def false_per_thousand(self) -> float:
        return 1000 * self.wrong.total() / max(self.honest, 1)


def findings(stories: Sequence[Story]) -> Iterator[tuple[str, frozenset[int]]]:
    """(rule, the dossiers it names), one for each finding."""
    lives = [story.life(AS_OF) for story in stories]
    for life in lives:
        for rule in OF_ONE:
            if evidence(rule, life):
                yield rule.slug, frozenset({life.stream})
    ended = [each for life in lives if (each := ended_of(life)) is not None]
    for slug, way in OF_MANY.items():
        for sign in way(ended, RULES[slug].default):
            yield slug, frozenset(row.stream for row, _ in sign.rows)


def score(stories: Sequence[Story]) -> Score:
    result, fraud_of = Score(), {story.stream: story.fraud for story in stories}
    result.honest = sum(not story.fraud for story in stories)
    result.done = Counter(story.fraud for story in stories if story.fraud)
    rules_of: dict[int, set[str]] = defaultdict(set)
    hard = {story.stream: story.hard for story in stories}
    for rule, streams in findings(stories):
        guilty = {stream for stream in streams if fraud_of[stream]}
        (result.right if guilty else result.wrong)[rule] += 1
        if not guilty:
            result.hard[next((hard[each] for each in streams if hard[each]), "thường")] += 1
        for stream in guilty or streams:
            rules_of[stream].add(rule)
    for stream, rules in rules_of.items():
        if fraud := fraud_of[stream]:
            result.found[fraud] += 1
            result.by.update((fraud, rule) for rule in rules)
    _months(result, stories, rules_of)
    return result


def _months(result: Score, stories: Sequence[Story], rules_of: dict[int, set[str]]) -> None:
    """An officer in a month: bent something and was named, or did not and was."""
    bent: set[tuple[int, int]] = set()
    named: set[tuple[int, int]] = set()
    every: set[tuple[int, int]] = set()
    for story in stories:
        month = (story.office.officer, story.now.month)
        every.add(month)
        if story.fraud and not FRAUDS[story.fraud].adaptive:
            bent.add(month)
        if rules_of.get(story.stream):
            named.add(month)
    result.months.update(
        bent=len(bent), bent_named=len(bent & named), honest=len(every - bent),
        honest_named=len(named - bent),
    )  # fmt: skip


def table(result: Score) -> str:
    """For a person to read: frauds with recall, rules with precision, what was found wrongly."""
    lines = ["Cách làm sai              số  nhận ra  bởi"]
    for name, fraud in FRAUDS.items():
        by = Counter({rule: n for (each, rule), n in result.by.items() if each == name})
        rules = ", ".join(f"{rule} {n}" for rule, n in by.most_common(3))
        mark = " (thích nghi)" if fraud.adaptive else ""
        lines.append(
            f"{name + mark:34} {result.done[name]:4} {100 * result.recall(name):6.1f} %  {rules}"
        )
    lines.append("Quy tắc                        đúng  nhầm  chính xác")
    for slug in RULES:
        sure = result.precision(slug)
        words = "–" if sure is None else f"{100 * sure:.1f} %"
        lines.append(f"{slug:30} {result.right[slug]:5} {result.wrong[slug]:5}  {words}")
    months = result.months
    lines.append(
        f"{result.honest} hồ sơ trung thực: {result.wrong.total()} dấu hiệu nhầm, "
        f"{result.false_per_thousand:.2f} trên 1.000. Cán bộ–tháng có làm sai: "
        f"{months['bent_named']}/{months['bent']} được nêu; không làm sai: "
        f"{months['honest_named']}/{months['honest']} bị nêu."
    )
    if result.hard:
        lines.append("Nhầm ở: " + ", ".join(f"{case} {n}" for case, n in result.hard.items()))
    return "\n".join(lines)
