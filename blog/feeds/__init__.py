"""Feeds: whole texts of posts and comments, for the whole site and for each list (R8).

A feed has one address whatever the language of the interface: its words are those of the posts.
"""
