from django.urls import path

from rlp_portal.workshops.papers import views

urlpatterns = [
    path("rlp/<slug:slug>/ateliers/<uuid:workshop_id>/saisie/", views.paper_of_workshop, name="paper_of_workshop"),
    path("saisie/<str:token>/", views.helper_entry, name="helper_entry"),
]
