from django.urls import path

from rlp_portal.workshops.live import views

PHONE = "salle/<uuid:workshop_id>/"
SCREEN = "ecran/<str:token>/"
CONSOLE = "rlp/<slug:slug>/ateliers/<uuid:workshop_id>/"

urlpatterns = [
    path(f"flux/{PHONE}", views.phone_stream, name="phone_stream"),
    path(f"{PHONE}nouvelles/", views.phone_news, name="phone_news"),
    path(f"flux/{SCREEN}", views.screen_stream, name="screen_stream"),
    path(f"{SCREEN}nouvelles/", views.screen_news, name="screen_news"),
    path(f"flux/{CONSOLE}", views.console_stream, name="console_stream"),
    path(f"{CONSOLE}nouvelles/", views.console_news, name="console_news"),
]
