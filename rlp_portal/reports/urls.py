from django.urls import path

from rlp_portal.reports import blank_views, report_views

ROUND = "rlp/<slug:slug>/demarches/<int:number>/"

urlpatterns = [
    path("rlp/<slug:slug>/rapports/", report_views.reports, name="reports"),
    path("rlp/<slug:slug>/rapports/<uuid:report_id>/", report_views.report_file, name="report_file"),
    path(ROUND + "rapports/produire/", report_views.make_report, name="make_report"),
    path(ROUND + "plan.csv", report_views.plan_csv, name="plan_csv"),
    path(ROUND + "plan.ics", report_views.plan_ics, name="plan_ics"),
    path("feuilles-vierges/", blank_views.blank_sheets, name="blank_sheets"),
    path("feuilles-vierges/cahier.pdf", blank_views.blank_pack, name="blank_pack"),
    path("feuilles-vierges/<slug:instrument_key>/<slug:variant>/", blank_views.blank_sheet, name="blank_sheet"),
]
