from django.urls import path

from rlp_portal.analysis.coding import codebook_views, preference_views
from rlp_portal.analysis.coding import views as coding_views
from rlp_portal.analysis.double import views as double_views
from rlp_portal.analysis.plans import lost_views, views
from rlp_portal.analysis.samples import views as sample_views

PLANS = "rlp/<slug:slug>/documents/"
PLAN = PLANS + "<uuid:plan_id>/"
SAMPLES = "conseil/echantillons/"
SAMPLE = SAMPLES + "<uuid:sample_id>/"
DOUBLE = SAMPLE + "double-lecture/"
CODING = "conseil/codage/<uuid:plan_id>/"

urlpatterns = [
    path(PLANS, views.action_plans, name="action_plans"),
    path(PLANS + "deposer/", views.deposit_plan, name="deposit_plan"),
    path(PLAN, views.action_plan, name="action_plan"),
    path(PLAN + "fiche/", views.describe_plan, name="describe_plan"),
    path(PLAN + "nouvelle-version/", views.new_plan_version, name="new_plan_version"),
    path(PLAN + "retirer/", views.withdraw_plan, name="withdraw_plan"),
    path(PLAN + "remettre/", views.put_plan_back, name="put_plan_back"),
    path(PLAN + "passages-perdus/", lost_views.lost_passages, name="lost_passages"),
    path(SAMPLES, sample_views.samples, name="samples"),
    path(SAMPLES + "nouveau/", sample_views.new_sample, name="new_sample"),
    path(SAMPLE, sample_views.sample, name="sample"),
    path(SAMPLE + "retirer/", sample_views.withdraw_sample, name="withdraw_sample"),
    path(SAMPLE + "remettre/", sample_views.put_sample_back, name="put_sample_back"),
    path(DOUBLE, double_views.agreement, name="agreement"),
    path(DOUBLE + "confier/", double_views.assign_double_reading, name="assign_double_reading"),
    path(DOUBLE + "<uuid:plan_id>/", double_views.compare_readings, name="compare_readings"),
    path(DOUBLE + "<uuid:plan_id>/departager/", double_views.settle_reading, name="settle_reading"),
    path(CODING, coding_views.code_plan, name="code_plan"),
    path(CODING + "enregistrer/", coding_views.save_coding, name="save_coding"),
    path(CODING + "suggestions/", coding_views.coding_suggestions, name="coding_suggestions"),
    path(CODING + "annuler/", coding_views.undo_coding, name="undo_coding"),
    path(CODING + "lecture/", coding_views.reading_place, name="reading_place"),
    path("conseil/reglages-de-codage/", preference_views.coding_preferences, name="coding_preferences"),
    path("conseil/lexique/", codebook_views.codebook, name="codebook"),
]
