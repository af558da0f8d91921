from django.urls import path

from comments.views import (
    compose,
    decide,
    drafting,
    member,
    muted,
    own,
    people,
    permalink,
    picks,
    poll,
    queue,
    visits,
)

app_name = "comments"
urlpatterns = [
    path("c/<int:comment_id>/", permalink.permalink, name="permalink"),
    path("threads/<int:thread_id>/comments/", compose.compose, name="compose"),
    path("threads/<int:thread_id>/preview/", compose.preview, name="preview"),
    path("threads/<int:thread_id>/draft/", drafting.draft, name="draft"),
    path("threads/<int:thread_id>/people/", people.people, name="people"),
    path("threads/<int:thread_id>/new/", poll.poll, name="poll"),
    path("threads/<int:thread_id>/seen/", visits.seen, name="seen"),
    path("comments/<int:comment_id>/delete/", own.withdraw, name="withdraw"),
    path("comments/<int:comment_id>/status/", own.status, name="status"),
    path("comments/<int:comment_id>/pick/", picks.pick, name="pick"),
    path("comments/<int:comment_id>/unpick/", picks.unpick, name="unpick"),
    path("comments/<int:comment_id>/muted/", muted.muted, name="muted"),
    path("accounts/me/drafts/", drafting.my_drafts, name="drafts"),
    path("members/<str:username>/", member.member, name="member"),
    path("moderation/", queue.queue, name="queue"),
    path("moderation/decide/", decide.decide, name="moderate"),
    path("moderation/comments/<int:comment_id>/", queue.history, name="history"),
]
