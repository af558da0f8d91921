from django.urls import path

from .views import export, gate, leave, mail, me, mutes, sessions

app_name = "accounts"
urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/name/", me.name, name="name"),
    path("me/picture/", me.picture, name="picture"),
    path("me/picture/remove/", me.no_picture, name="no_picture"),
    path("me/address/", mail.try_again, name="address_again"),
    path("me/address/<str:token>/", mail.address, name="address"),
    path("me/preferences/", me.preferences, name="preferences"),
    path("me/export/", export.export, name="export"),
    path("me/export/<int:export_id>/", export.fetch, name="fetch_export"),
    path("me/leave/", leave.leave, name="leave"),
    path("me/leave/undo/", leave.undo, name="undo_leaving"),
    path("stay/<str:token>/", leave.stay, name="stay"),
    path("me/muted/", mutes.muted, name="muted"),
    path("me/muted/<str:username>/", mutes.mute, name="mute"),
    path("me/muted/<str:username>/end/", mutes.unmute, name="unmute"),
    path("sessions/<int:session_id>/end/", sessions.end, name="end_session"),
    path("second-factor/", gate.second_factor, name="second_factor"),
    path("2fa/totp/activate/", gate.set_up_the_app),  # stands before allauth's own, at the same address
]
