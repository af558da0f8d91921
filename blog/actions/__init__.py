"""Verbs that change what is published; each is one transaction."""
