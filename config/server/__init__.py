"""The processes of a running site: a supervisor, the web server and the worker.

Not for what they serve or work on. Only the supervisor starts processes; the others end when it has ended.
"""
