"""Which words stand where: the ground of finding.

For: turning texts and questions into the same stems, keeping stems in an index that SQLite and PostgreSQL
answer alike, and marking the found words. Not for: posts, comments, people, or who may read what. The rooms
above own their index tables, fill them in their actions, and decide what readers may find.
"""
