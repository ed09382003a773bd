"""Figures: each defined once; the number, its list and its export come from the same place."""
