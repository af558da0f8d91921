"""The process: settings, addresses, health, logging, the server.

Not for anything that an editor or a reader would have a word for: those live in the apps below.
"""
