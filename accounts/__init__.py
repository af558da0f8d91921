"""Who: people, roles, preferences, standing, mail to one person, the name of the community.

As the lowest room with tables it also keeps what the rooms above share and what is about none of them: the
pulse by which copies of pages are named (`stored.py`), fetching from other hosts, and chance and rows in bulk
for load tests.

Not for what people say (`comments`) or publish (`blog`).
"""
