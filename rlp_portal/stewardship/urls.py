from django.urls import path

from rlp_portal.stewardship import administration_views, public_views

urlpatterns = [
    # Open to everyone
    path("sante/", public_views.health, name="health"),
    path("confidentialite/", public_views.privacy, name="privacy"),
    path("accessibilite/", public_views.accessibility, name="accessibility"),
    path(".well-known/security.txt", public_views.security_txt, name="security_txt"),
    # The administration
    path("gestion/intendance/", administration_views.stewardship_home, name="stewardship_home"),
    path("gestion/intendance/etat/", administration_views.detailed_health, name="detailed_health"),
    path("gestion/intendance/evaluation/", administration_views.impact_assessment, name="impact_assessment"),
]
