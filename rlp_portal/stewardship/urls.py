from django.urls import path

from rlp_portal.stewardship import administration_views, my_data_views, public_views, register_views

urlpatterns = [
    # Open to everyone
    path("sante/", public_views.health, name="health"),
    path("confidentialite/", public_views.privacy, name="privacy"),
    path("accessibilite/", public_views.accessibility, name="accessibility"),
    path(".well-known/security.txt", public_views.security_txt, name="security_txt"),
    # My account
    path("mon-compte/renseignements/", my_data_views.my_data, name="my_data"),
    path("mon-compte/renseignements.json", my_data_views.my_data_json, name="my_data_json"),
    path("mon-compte/renseignements.pdf", my_data_views.my_data_pdf, name="my_data_pdf"),
    # The administration
    path("gestion/intendance/", administration_views.stewardship_home, name="stewardship_home"),
    path("gestion/intendance/etat/", administration_views.detailed_health, name="detailed_health"),
    path("gestion/intendance/evaluation/", administration_views.impact_assessment, name="impact_assessment"),
    path("gestion/intendance/renseignements/", administration_views.data_map, name="data_map"),
    path("gestion/intendance/demandes/", register_views.data_requests, name="data_requests"),
    path("gestion/intendance/demandes/<uuid:public_id>/", register_views.data_request, name="data_request"),
    path(
        "gestion/intendance/demandes/<uuid:public_id>/effacer/",
        register_views.erase_person_asking,
        name="erase_person_asking",
    ),
    path("gestion/intendance/incidents/", register_views.incidents, name="incidents"),
    path("gestion/intendance/incidents/nouveau/", register_views.new_incident, name="new_incident"),
    path("gestion/intendance/incidents.csv", register_views.incidents_csv, name="incidents_csv"),
    path("gestion/intendance/incidents/<uuid:public_id>/", register_views.incident, name="incident"),
]
