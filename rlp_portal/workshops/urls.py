from django.urls import include, path

# First those that a whole room asks for together.
urlpatterns = [
    path("", include("rlp_portal.workshops.phone.urls")),
    path("", include("rlp_portal.workshops.live.urls")),
    path("", include("rlp_portal.workshops.prepare.urls")),
    path("", include("rlp_portal.workshops.screen.urls")),
    path("", include("rlp_portal.workshops.console.urls")),
    path("", include("rlp_portal.workshops.papers.urls")),
]
