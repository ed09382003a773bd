"""PURE. Signs that something wants explaining: rules over events, each with its evidence."""
