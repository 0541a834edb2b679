from django.urls import path

from rlp_portal.rlps.carnet import (
    actor_views,
    autosave_views,
    comparison_views,
    history_views,
    live_views,
    paper_views,
    round_views,
    row_views,
    sheet_views,
    variant_views,
)

ROUND = "rlp/<slug:slug>/demarches/<int:number>/"
SHEET = ROUND + "feuilles/<slug:key>/"

urlpatterns = [
    path("rlp/<slug:slug>/", round_views.rlp_home, name="rlp_home"),
    path("rlp/<slug:slug>/plan/", round_views.current_plan, name="current_plan"),
    path("rlp/<slug:slug>/demarches/", round_views.rounds, name="rounds"),
    path("rlp/<slug:slug>/demarches/nouvelle/", round_views.new_round, name="new_round"),
    path(ROUND, round_views.carnet, name="carnet"),
    path(ROUND + "objets/", row_views.objects, name="objects"),
    path(ROUND + "objets/ajouter/", row_views.add_object, name="add_object"),
    path(ROUND + "plan/ajouter/", row_views.add_plan_line, name="add_plan_line"),
    path(ROUND + "acteurs/", actor_views.actors, name="actors"),
    path(ROUND + "acteurs/ajouter/", row_views.add_actor, name="add_actor"),
    path(ROUND + "secteurs/ajouter/", row_views.add_sector, name="add_sector"),
    path(ROUND + "lignes/champ/", autosave_views.save_row_field, name="save_row_field"),
    path(ROUND + "lignes/<uuid:row_id>/retirer/", row_views.delete_row, name="delete_row"),
    path(ROUND + "lignes/<uuid:row_id>/remettre/", row_views.undelete_row, name="undelete_row"),
    path(ROUND + "a-verifier/", variant_views.to_check, name="to_check"),
    path(ROUND + "a-verifier/<uuid:variant_id>/", variant_views.settle_variant, name="settle_variant"),
    path(ROUND + "papier/", paper_views.paper_entry, name="paper_entry"),
    path(ROUND + "comparer/<int:other>/", comparison_views.compare_rounds, name="compare_rounds"),
    path(SHEET, sheet_views.sheet, name="sheet"),
    path(SHEET + "tout/", sheet_views.whole_sheet, name="whole_sheet"),
    path(SHEET + "papier/", paper_views.paper_sheet, name="paper_sheet"),
    path(SHEET + "champ/", autosave_views.save_field, name="save_field"),
    path("flux/" + SHEET, live_views.sheet_stream, name="sheet_stream"),
    path(SHEET + "nouvelles/", live_views.sheet_news, name="sheet_news"),
    path(SHEET + "presence/", live_views.sheet_presence, name="sheet_presence"),
    path(SHEET + "champs/", live_views.sheet_fields, name="sheet_fields"),
    path(SHEET + "terminer/", sheet_views.finish_sheet, name="finish_sheet"),
    path(SHEET + "reprendre/", sheet_views.reopen_sheet, name="reopen_sheet"),
    path(SHEET + "historique/", history_views.sheet_history, name="sheet_history"),
    path(SHEET + "historique/<int:change_id>/restaurer/", history_views.restore, name="restore_version"),
    path(SHEET + "a-verifier/", variant_views.sheet_to_check, name="sheet_to_check"),
    path(SHEET + "<slug:section>/", sheet_views.sheet_section, name="sheet_section"),
]
