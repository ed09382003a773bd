"""PURE. Honest traffic of a province, the frauds of docs/frauds.md, and how many are found."""
