from django.urls import path

from rlp_portal.analysis.coding import codebook_views, preference_views
from rlp_portal.analysis.double import views as double_views
from rlp_portal.analysis.plans import lost_views, views
from rlp_portal.analysis.portfolio import views as portfolio_views
from rlp_portal.analysis.proposals import views as proposal_views
from rlp_portal.analysis.samples import views as sample_views
from rlp_portal.analysis.syntheses import passage_views, text_views
from rlp_portal.analysis.syntheses import views as synthesis_views
from rlp_portal.analysis.tables import views as table_views

PLANS = "rlp/<slug:slug>/documents/"
PLAN = PLANS + "<uuid:plan_id>/"
SAMPLES = "conseil/echantillons/"
SAMPLE = SAMPLES + "<uuid:sample_id>/"
SYNTHESES = "conseil/syntheses/"
SYNTHESIS = SYNTHESES + "<uuid:synthesis_id>/"
TEXT = SYNTHESIS + "paragraphes/<uuid:text_id>/"
SECTION = SYNTHESIS + "sections/<slug:section>/"
DOUBLE = SAMPLE + "double-lecture/"
CODEBOOK = "conseil/lexique/"
PROPOSAL = CODEBOOK + "propositions/<uuid:proposal_id>/"

urlpatterns = [
    path("conseil/", portfolio_views.portfolio, name="portfolio"),
    path("conseil/regroupements/<slug:slug>/", portfolio_views.followed_rlp, name="followed_rlp"),
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
    path(SYNTHESES, synthesis_views.syntheses, name="syntheses"),
    path(SYNTHESES + "nouvelle/", synthesis_views.new_synthesis, name="new_synthesis"),
    path(SYNTHESIS, synthesis_views.synthesis, name="synthesis"),
    path(SYNTHESIS + "titre/", synthesis_views.describe_synthesis, name="describe_synthesis"),
    path(SYNTHESIS + "finale/", synthesis_views.finalise_synthesis, name="finalise_synthesis"),
    path(SYNTHESIS + "nouvelle-version/", synthesis_views.draft_again, name="draft_again"),
    path(SYNTHESIS + "retirer/", synthesis_views.withdraw_synthesis, name="withdraw_synthesis"),
    path(SYNTHESIS + "remettre/", synthesis_views.put_synthesis_back, name="put_synthesis_back"),
    path(SECTION + "ajouter/", text_views.add_synthesis_text, name="add_synthesis_text"),
    path(SECTION + "passages/", passage_views.choose_excerpts, name="choose_excerpts"),
    path(TEXT, text_views.save_synthesis_text, name="save_synthesis_text"),
    path(TEXT + "choisir/", text_views.settle_synthesis_text, name="settle_synthesis_text"),
    path(TEXT + "retirer/", text_views.remove_synthesis_text, name="remove_synthesis_text"),
    path(TEXT + "remettre/", text_views.put_synthesis_text_back, name="put_synthesis_text_back"),
    path(DOUBLE, double_views.agreement, name="agreement"),
    path(DOUBLE + "confier/", double_views.assign_double_reading, name="assign_double_reading"),
    path(DOUBLE + "<uuid:plan_id>/", double_views.compare_readings, name="compare_readings"),
    path(DOUBLE + "<uuid:plan_id>/departager/", double_views.settle_reading, name="settle_reading"),
    path("conseil/reglages-de-codage/", preference_views.coding_preferences, name="coding_preferences"),
    path(CODEBOOK, codebook_views.codebook, name="codebook"),
    path(CODEBOOK + "proposer/", proposal_views.propose_code, name="propose_code"),
    path(PROPOSAL, proposal_views.settle_proposal, name="settle_proposal"),
    path(PROPOSAL + "retirer/", proposal_views.withdraw_proposal, name="withdraw_proposal"),
    path(PROPOSAL + "remettre/", proposal_views.put_proposal_back, name="put_proposal_back"),
    path(PROPOSAL + "reprendre/", proposal_views.reopen_proposal, name="reopen_proposal"),
]
