from django.urls import path

from rlp_portal.workshops.console import answers_views, hands_views, noting_views, sheet_views, views

CONSOLE = "rlp/<slug:slug>/ateliers/<uuid:workshop_id>/animer/"

urlpatterns = [
    path(CONSOLE, views.console, name="console"),
    path(f"{CONSOLE}geste/", views.console_gesture, name="console_gesture"),
    path(f"{CONSOLE}notes/", views.console_note, name="console_note"),
    path(f"{CONSOLE}salle/", views.console_room, name="console_room"),
    path(f"{CONSOLE}reponses/", answers_views.console_answers, name="console_answers"),
    path(f"{CONSOLE}idees/", answers_views.console_ideas, name="console_ideas"),
    path(f"{CONSOLE}mains/", hands_views.console_hands, name="console_hands"),
    path(f"{CONSOLE}noter/", noting_views.console_noting, name="console_noting"),
    path(f"{CONSOLE}noter/phrase/", noting_views.console_sentence, name="console_sentence"),
    path(f"{CONSOLE}noter/issue/", noting_views.console_record, name="console_record"),
    path(f"{CONSOLE}noter/sondage/", noting_views.console_poll, name="console_poll"),
    path(f"{CONSOLE}noter/versions/<uuid:variant_id>/", noting_views.console_settle, name="console_settle"),
    path(f"{CONSOLE}feuille/<uuid:step_id>/<slug:sheet_key>/", sheet_views.console_sheet, name="console_sheet"),
    path(
        f"{CONSOLE}feuille/<uuid:step_id>/<slug:sheet_key>/champ/", noting_views.console_field, name="console_field"
    ),
    path(f"{CONSOLE}feuille/<uuid:step_id>/<slug:sheet_key>/ligne/", sheet_views.console_row, name="console_row"),
]
