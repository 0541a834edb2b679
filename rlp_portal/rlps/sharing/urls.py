from django.urls import path

from rlp_portal.rlps.sharing import reading_views, views

VERSIONS = "rlp/<slug:slug>/versions/"
VERSION = VERSIONS + "<uuid:version_id>/"

urlpatterns = [
    path("rlp/<slug:slug>/demarches/<int:number>/partager/", views.share_carnet, name="share_carnet"),
    path(VERSIONS, reading_views.shared_versions, name="shared_versions"),
    path(VERSION, reading_views.shared_version, name="shared_version"),
    path(VERSION + "ouvrir/", reading_views.open_version, name="open_version"),
    path(VERSION + "retirer/", views.withdraw_version, name="withdraw_version"),
    path(VERSION + "remettre/", views.put_version_back, name="put_version_back"),
    path(VERSION + "changements/", views.changes_since, name="changes_since"),
]
