"""The sole writers of a dossier. Each act is one function, one transaction, one ledger event.

The order is always the same: lock, permission, lawful move, the act's own checks, event, row.
"""
