from django.urls import path

from rlp_portal.reports import views

ROUND = "rlp/<slug:slug>/demarches/<int:number>/"

urlpatterns = [
    path("rlp/<slug:slug>/rapports/", views.reports, name="reports"),
    path("rlp/<slug:slug>/rapports/<uuid:report_id>/", views.report_file, name="report_file"),
    path(ROUND + "rapports/produire/", views.make_report, name="make_report"),
    path(ROUND + "plan.csv", views.plan_csv, name="plan_csv"),
    path(ROUND + "plan.ics", views.plan_ics, name="plan_ics"),
    path("feuilles-vierges/", views.blank_sheets, name="blank_sheets"),
    path("feuilles-vierges/cahier.pdf", views.blank_pack, name="blank_pack"),
    path("feuilles-vierges/<slug:instrument_key>/<slug:variant>/", views.blank_sheet, name="blank_sheet"),
]
