"""SQLite with a queue of writers: Django's own backend, except for how a transaction waits for its turn, and
for how much a migration reads.

Why so: docs/decisions/0077-busy-paths.md, and the words in `schema.py`.
"""
