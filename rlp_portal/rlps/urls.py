from django.urls import include, path

from rlp_portal.rlps import views

urlpatterns = [
    path("accueil/", views.next_thing, name="next_thing"),
    path("role/", views.work_as, name="work_as"),
    path("conseil/", views.portfolio, name="portfolio"),
    path("animation/", views.facilitation_home, name="facilitation_home"),
    path("gestion/regroupements/", views.manage_rlps, name="manage_rlps"),
    path("gestion/regroupements/nouveau/", views.create_rlp, name="create_rlp"),
    path("rlp/<slug:slug>/fiche/", views.rlp_profile, name="rlp_profile"),
    path("rlp/<slug:slug>/fiche/modifier/", views.edit_profile, name="edit_profile"),
    path("rlp/<slug:slug>/mobilisation/", views.ratings, name="ratings"),
    path("rlp/<slug:slug>/mobilisation/<uuid:rating_id>/retirer/", views.withdraw_rating, name="withdraw_rating"),
    path("rlp/<slug:slug>/mobilisation/<uuid:rating_id>/remettre/", views.restore_rating, name="restore_rating"),
    path("rlp/<slug:slug>/equipe/", views.team, name="team"),
    path("rlp/<slug:slug>/equipe/<uuid:membership_id>/role/", views.change_role, name="change_role"),
    path("rlp/<slug:slug>/equipe/<uuid:membership_id>/retirer/", views.remove_role, name="remove_role"),
    path(
        "rlp/<slug:slug>/equipe/<uuid:membership_id>/inviter/",
        views.renew_team_invitation,
        name="renew_team_invitation",
    ),
    path("rlp/<slug:slug>/equipe/<uuid:person_id>/<role>/remettre/", views.give_role_back, name="give_role_back"),
    path("", include("rlp_portal.rlps.carnet.urls")),
]
