from django.urls import path

from rlp_portal.analysis.plans import lost_views, views
from rlp_portal.analysis.samples import views as sample_views
from rlp_portal.analysis.tables import views as table_views

PLANS = "rlp/<slug:slug>/documents/"
PLAN = PLANS + "<uuid:plan_id>/"
SAMPLES = "conseil/echantillons/"
SAMPLE = SAMPLES + "<uuid:sample_id>/"

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
    path("conseil/analyse/", table_views.analysis, name="analysis"),
    path("conseil/analyse/extraits/", table_views.analysis_excerpts, name="analysis_excerpts"),
    path(SAMPLE + "remettre/", sample_views.put_sample_back, name="put_sample_back"),
]
