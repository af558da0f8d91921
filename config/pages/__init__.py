"""Pages for strangers, answered from copies in front of Django (O5).

`asking` reads what is asked for, `versions` asks the database what is true now, `copies` holds what was
rendered on a `shelf`, `front` joins them; `members` does the like for signed-in readers. Why it is so:
`docs/decisions/0040-stored-pages.md` and `0041-pages-of-members.md`.
"""
