from django.urls import path

from . import views

app_name = "accounts"
urlpatterns = [
    path("me/", views.me, name="me"),
    path("second-factor/", views.second_factor, name="second_factor"),
]
