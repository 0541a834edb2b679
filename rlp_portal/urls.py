"""Every address of the portal. Deny by default: each name below has its line in tests/permission_matrix.toml."""

from django.urls import include, path

from rlp_portal.ui.addresses import part_by_part

handler400 = "rlp_portal.ui.errors.bad_request"
handler403 = "rlp_portal.ui.errors.forbidden"
handler404 = "rlp_portal.ui.errors.not_found"
handler500 = "rlp_portal.ui.errors.server_error"

# They are tried in this order: first those that are asked for at each act of coding, by a whole room together, and
# at each save of a carnet.
urlpatterns = part_by_part(
    [
        path("conseil/codage/", include("rlp_portal.analysis.coding.urls")),
        path("", include("rlp_portal.workshops.phone.urls")),
        path("", include("rlp_portal.rlps.urls")),
        path("", include("rlp_portal.workshops.urls")),
        path("", include("rlp_portal.analysis.urls")),
        path("", include("rlp_portal.reports.urls")),
        path("", include("rlp_portal.accounts.urls")),
        path("", include("rlp_portal.stewardship.urls")),
    ]
)
