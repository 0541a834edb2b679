from django.urls import include, path

from rlp_portal.rlps import administration_views, home_views, profile_views, rating_views, team_views

urlpatterns = [
    path("", include("rlp_portal.rlps.carnet.urls")),
    path("accueil/", home_views.next_thing, name="next_thing"),
    path("role/", home_views.work_as, name="work_as"),
    path("gestion/regroupements/", administration_views.manage_rlps, name="manage_rlps"),
    path("gestion/regroupements/nouveau/", administration_views.create_rlp, name="create_rlp"),
    path("rlp/<slug:slug>/fiche/", profile_views.rlp_profile, name="rlp_profile"),
    path("rlp/<slug:slug>/fiche/modifier/", profile_views.edit_profile, name="edit_profile"),
    path("rlp/<slug:slug>/mobilisation/", rating_views.ratings, name="ratings"),
    path(
        "rlp/<slug:slug>/mobilisation/<uuid:rating_id>/retirer/", rating_views.withdraw_rating, name="withdraw_rating"
    ),
    path(
        "rlp/<slug:slug>/mobilisation/<uuid:rating_id>/remettre/", rating_views.restore_rating, name="restore_rating"
    ),
    path("rlp/<slug:slug>/equipe/", team_views.team, name="team"),
    path("rlp/<slug:slug>/equipe/<uuid:membership_id>/role/", team_views.change_role, name="change_role"),
    path("rlp/<slug:slug>/equipe/<uuid:membership_id>/retirer/", team_views.remove_role, name="remove_role"),
    path(
        "rlp/<slug:slug>/equipe/<uuid:membership_id>/inviter/",
        team_views.renew_team_invitation,
        name="renew_team_invitation",
    ),
    path(
        "rlp/<slug:slug>/equipe/<uuid:person_id>/<role>/remettre/", team_views.give_role_back, name="give_role_back"
    ),
    path("", include("rlp_portal.rlps.sharing.urls")),
]
