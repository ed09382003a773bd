"""What holds now for each rule: the province's own number, or the rule's default."""

from collections.abc import Mapping

from reports.detectors.rules import RULES
from reports.models import DetectorThreshold


def thresholds() -> Mapping[str, int]:
    own = dict(DetectorThreshold.objects.values_list("rule", "value"))
    return {slug: own.get(slug, rule.default) for slug, rule in RULES.items()}
