"""What readers say: threads, comments, their states, and the log of every decision.

Not for the page that a thread stands under: a thread knows its title and path and nothing of its owner.
"""
