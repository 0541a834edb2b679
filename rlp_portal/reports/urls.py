from django.urls import path

from rlp_portal.reports import (
    analysis_views,
    archive_views,
    blank_views,
    comparison_views,
    drawing_views,
    front_page_views,
    plan_views,
    report_views,
    sample_views,
    shared_views,
    synthesis_views,
    takeout_views,
)
from rlp_portal.reports.bilan import views as bilan_views
from rlp_portal.reports.fillable import views as fillable_views
from rlp_portal.reports.fillable import workshop_views as collecting_views
from rlp_portal.reports.handouts import views as handout_views
from rlp_portal.reports.imports import carnet_views
from rlp_portal.reports.portfolio import views as portfolio_views
from rlp_portal.reports.qda import codebook_views, project_views

ROUND = "rlp/<slug:slug>/demarches/<int:number>/"

FILLED = ROUND + "feuilles-remplies/<slug:key>/"
WORKSHOP = "rlp/<slug:slug>/ateliers/<uuid:workshop_id>/"
BILAN = WORKSHOP + "bilan/"
BROUGHT = ROUND + "carnet-rapporte/"

urlpatterns = [
    path("rlp/<slug:slug>/rapports/", report_views.reports, name="reports"),
    path("rlp/<slug:slug>/rapports/<uuid:report_id>/", report_views.report_file, name="report_file"),
    path("rlp/<slug:slug>/archives/preparer/", archive_views.ask_archive, name="ask_archive"),
    path("rlp/<slug:slug>/archives/<uuid:archive_id>/", archive_views.archive, name="archive"),
    path("rlp/<slug:slug>/archives/<uuid:archive_id>/archive.zip", archive_views.archive_file, name="archive_file"),
    path(ROUND + "rapports/produire/", report_views.make_report, name="make_report"),
    path(ROUND + "comparer/<int:other>/comparaison.pdf", comparison_views.comparison_pdf, name="comparison_pdf"),
    path(ROUND + "feuilles/<slug:key>/une/<slug:row>/une.pdf", front_page_views.front_page, name="front_page"),
    path(ROUND + "plan.csv", takeout_views.plan_csv, name="plan_csv"),
    path(ROUND + "plan.ics", takeout_views.plan_ics, name="plan_ics"),
    path(ROUND + "reponses.csv", takeout_views.answers_csv, name="answers_csv"),
    path(ROUND + "objets.csv", takeout_views.objects_csv, name="objects_csv"),
    path(ROUND + "acteurs.csv", takeout_views.actors_csv, name="actors_csv"),
    path(ROUND + "carnet.xlsx", takeout_views.carnet_xlsx, name="carnet_xlsx"),
    path(ROUND + "carnet.json", takeout_views.carnet_json, name="carnet_json"),
    path(BROUGHT, carnet_views.bring_carnet_back, name="bring_carnet_back"),
    path(BROUGHT + "<uuid:file_id>/", carnet_views.returned_carnet, name="returned_carnet"),
    path(
        ROUND + "dessins/<slug:drawing_of>/<slug:drawing>/dessin.svg", drawing_views.drawing_svg, name="drawing_svg"
    ),
    path(
        ROUND + "dessins/<slug:drawing_of>/<slug:drawing>/dessin.png", drawing_views.drawing_png, name="drawing_png"
    ),
    path("format-des-donnees/", takeout_views.data_format, name="data_format"),
    path("format-des-donnees/carnet.schema.json", takeout_views.data_schema, name="data_schema"),
    path(FILLED, fillable_views.bring_back, name="bring_back"),
    path(FILLED + "a-remplir.pdf", fillable_views.sheet_to_fill, name="sheet_to_fill"),
    path(FILLED + "<uuid:form_id>/", fillable_views.filled_form, name="filled_form"),
    path(WORKSHOP + "saisie/pdf/<uuid:step_id>/", collecting_views.collect_filled, name="collect_filled"),
    path(
        "rlp/<slug:slug>/versions/<uuid:version_id>/carnet.pdf",
        shared_views.shared_version_pdf,
        name="shared_version_pdf",
    ),
    path(WORKSHOP + "trousse.pdf", handout_views.workshop_kit, name="workshop_kit"),
    path(WORKSHOP + "inviter/affichette.pdf", handout_views.workshop_poster, name="workshop_poster"),
    path(BILAN, bilan_views.workshop_outcomes, name="workshop_outcomes"),
    path(BILAN + "bilan.pdf", bilan_views.workshop_bilan, name="workshop_bilan"),
    path(BILAN + "resultats.csv", bilan_views.workshop_results, name="workshop_results"),
    path(BILAN + "plan.ics", bilan_views.workshop_plan, name="workshop_plan"),
    path(
        "rlp/<slug:slug>/documents/<uuid:plan_id>/versions/<int:version>/original/",
        plan_views.plan_original,
        name="plan_original",
    ),
    path(
        "conseil/echantillons/<uuid:sample_id>/proces-verbal.pdf", sample_views.sample_minutes, name="sample_minutes"
    ),
    path("conseil/syntheses/<uuid:synthesis_id>/synthese.pdf", synthesis_views.synthesis_pdf, name="synthesis_pdf"),
    path("conseil/portefeuille.csv", portfolio_views.portfolio_csv, name="portfolio_csv"),
    path("conseil/dossier/", portfolio_views.portfolio_pack, name="portfolio_pack"),
    path(
        "conseil/dossier/<uuid:pack_id>/portefeuille.zip",
        portfolio_views.portfolio_pack_file,
        name="portfolio_pack_file",
    ),
    path("conseil/analyse/tableaux.xlsx", analysis_views.analysis_xlsx, name="analysis_xlsx"),
    path("conseil/analyse/<slug:table>/tableau.csv", analysis_views.analysis_csv, name="analysis_csv"),
    path("conseil/echantillons/<uuid:sample_id>/projet.qdpx", project_views.project_qdpx, name="project_qdpx"),
    path("conseil/echantillons/<uuid:sample_id>/rapporter/", project_views.import_qdpx, name="import_qdpx"),
    path("conseil/lexique/lexique.csv", codebook_views.codebook_csv, name="codebook_csv"),
    path("conseil/lexique/lexique.qdc", codebook_views.codebook_qdc, name="codebook_qdc"),
    path("feuilles-vierges/", blank_views.blank_sheets, name="blank_sheets"),
    path("feuilles-vierges/cahier.pdf", blank_views.blank_pack, name="blank_pack"),
    path("feuilles-vierges/<slug:instrument_key>/a-remplir/", fillable_views.blank_fillable, name="blank_fillable"),
    path("feuilles-vierges/<slug:instrument_key>/<slug:variant>/", blank_views.blank_sheet, name="blank_sheet"),
]
