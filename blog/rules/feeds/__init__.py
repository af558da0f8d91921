"""A feed in words of ours, and the three ways to write it: Atom, RSS and JSON Feed (R8)."""

from blog.rules.feeds.atom import atom
from blog.rules.feeds.described import Answered, Entry, Feed, Link, Picture, speakable
from blog.rules.feeds.identity import comment_id
from blog.rules.feeds.json_feed import json_feed
from blog.rules.feeds.rss import rss
from blog.rules.people import Person

__all__ = [
    "Answered",
    "Entry",
    "Feed",
    "Link",
    "Person",
    "Picture",
    "atom",
    "comment_id",
    "json_feed",
    "rss",
    "speakable",
]
