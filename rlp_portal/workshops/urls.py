from django.urls import include, path

urlpatterns = [
    path("", include("rlp_portal.workshops.prepare.urls")),
    path("", include("rlp_portal.workshops.live.urls")),
    path("", include("rlp_portal.workshops.phone.urls")),
]
