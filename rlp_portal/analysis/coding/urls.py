"""Under « conseil/codage/ »."""

from django.urls import path

from rlp_portal.analysis.coding import views

PLAN = "<uuid:plan_id>/"

urlpatterns = [
    path(PLAN + "enregistrer/", views.save_coding, name="save_coding"),
    path(PLAN, views.code_plan, name="code_plan"),
    path(PLAN + "suggestions/", views.coding_suggestions, name="coding_suggestions"),
    path(PLAN + "annuler/", views.undo_coding, name="undo_coding"),
    path(PLAN + "lecture/", views.reading_place, name="reading_place"),
]
