"""What editors publish: posts and their revisions, pages, pictures, lists, feeds.

Not for what readers answer: that is `comments`, which this room builds on.
"""
