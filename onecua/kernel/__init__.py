"""PURE. Words, numbers and refusals that every part shares; knows no framework and no clock."""
