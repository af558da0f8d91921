"""SQLite with a queue of writers: Django's own backend, except for how a transaction waits for its turn.

Why so: docs/decisions/0077-busy-paths.md.
"""
