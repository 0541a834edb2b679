from django.urls import path

from rlp_portal.workshops.prepare import (
    agenda_views,
    home_views,
    invitation_views,
    rehearsal_views,
    workshop_views,
)

WORKSHOPS = "rlp/<slug:slug>/ateliers/"
WORKSHOP = WORKSHOPS + "<uuid:workshop_id>/"
STEP = WORKSHOP + "etapes/<uuid:step_id>/"

urlpatterns = [
    path("animation/", home_views.facilitation_home, name="facilitation_home"),
    path(WORKSHOPS, workshop_views.workshops, name="workshops"),
    path(WORKSHOPS + "nouveau/", workshop_views.new_workshop, name="new_workshop"),
    path(WORKSHOP + "modifier/", workshop_views.edit_workshop, name="edit_workshop"),
    path(WORKSHOP + "deroulement/", agenda_views.workshop_agenda, name="workshop_agenda"),
    path(WORKSHOP + "deroulement/annuler/", agenda_views.undo_agenda, name="undo_agenda"),
    path(WORKSHOP + "etapes/ajouter/", agenda_views.add_step, name="add_step"),
    path(STEP, agenda_views.edit_step, name="edit_step"),
    path(STEP + "deplacer/", agenda_views.move_step, name="move_step"),
    path(STEP + "retirer/", agenda_views.take_step_out, name="take_step_out"),
    path(WORKSHOP + "inviter/", invitation_views.workshop_invitation, name="workshop_invitation"),
    path(WORKSHOP + "inviter/qr.svg", invitation_views.workshop_qr, name="workshop_qr"),
    path(WORKSHOP + "inviter/renouveler/", invitation_views.renew_codes, name="renew_codes"),
    path(WORKSHOP + "animation/", rehearsal_views.name_facilitator, name="name_facilitator"),
    path(
        WORKSHOP + "animation/<uuid:person_id>/retirer/",
        rehearsal_views.unname_facilitator,
        name="unname_facilitator",
    ),
    path(WORKSHOP + "repetition/", rehearsal_views.start_rehearsal, name="start_rehearsal"),
    path(WORKSHOP + "repetition/repondre/", rehearsal_views.rehearsal_answers, name="rehearsal_answers"),
    path(WORKSHOP + "repetition/terminer/", rehearsal_views.end_rehearsal, name="end_rehearsal"),
]
