"""Verbs that change something about people; each is one transaction."""
