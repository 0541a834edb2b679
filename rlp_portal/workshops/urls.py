from django.urls import include, path

# Those of the phones come before all others: see rlp_portal/urls.py.
urlpatterns = [
    path("", include("rlp_portal.workshops.live.urls")),
    path("", include("rlp_portal.workshops.prepare.urls")),
    path("", include("rlp_portal.workshops.screen.urls")),
    path("", include("rlp_portal.workshops.console.urls")),
    path("", include("rlp_portal.workshops.papers.urls")),
]
