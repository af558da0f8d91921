"""Who: people, roles, preferences, standing, mail to one person, the name of the community.

Not for what people say (`comments`) or publish (`blog`).
"""
