"""Checks of new texts (M3): each judges facts and may find something. What follows decides `rules/policy`."""
