"""Under the address of a plan that somebody codes."""

from django.urls import path

from rlp_portal.analysis.coding import views

urlpatterns = [
    path("enregistrer/", views.save_coding, name="save_coding"),
    path("", views.code_plan, name="code_plan"),
    path("suggestions/", views.coding_suggestions, name="coding_suggestions"),
    path("annuler/", views.undo_coding, name="undo_coding"),
    path("lecture/", views.reading_place, name="reading_place"),
]
