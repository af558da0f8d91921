"""Verbs that change a conversation; each is one transaction."""
