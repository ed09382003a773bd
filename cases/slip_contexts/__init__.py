"""PURE. What a slip says, frozen when it is issued, and the list of the forms.

A service builds a context, stores `to_json(context)` with the slip and leaves; the pages are laid
out later from that text alone, so a slip that is printed again says what it said.
"""
