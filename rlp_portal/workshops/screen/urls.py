from django.urls import path

from rlp_portal.workshops.screen import views

SCREEN = "ecran/<str:token>/"

urlpatterns = [
    path(SCREEN, views.screen, name="screen"),
    path(f"{SCREEN}contenu/", views.screen_content, name="screen_content"),
]
