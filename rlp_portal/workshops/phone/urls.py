from django.urls import include, path

from rlp_portal.workshops.phone import answer_views, joining_views, views

ROOM = "<uuid:workshop_id>/"

room = [
    path(f"{ROOM}reponse/", answer_views.phone_answer, name="phone_answer"),
    path(ROOM, views.phone, name="phone"),
    path(f"{ROOM}envoyer/", answer_views.phone_send, name="phone_send"),
    path(f"{ROOM}table/", views.phone_table, name="phone_table"),
    path(f"{ROOM}prenom/", views.phone_first_name, name="phone_first_name"),
    path(f"{ROOM}vote/", views.phone_vote, name="phone_vote"),
    path(f"{ROOM}evaluation/", views.phone_evaluate, name="phone_evaluate"),
    path(f"{ROOM}quitter/", views.phone_leave, name="phone_leave"),
]
urlpatterns = [
    path("salle/", include(room)),
    path("q/<str:token>/", joining_views.join_by_qr, name="join_by_qr"),
    path("r/<int:code>/", joining_views.join, name="join"),
    path("rejoindre/", joining_views.join_by_code, name="join_by_code"),
    path("rejoindre/reprise/", joining_views.resume_phone, name="resume_phone"),
]
