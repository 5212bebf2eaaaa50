"""Addresses of the reports, under a language prefix."""

from django.urls import path

from certification.web import sign_off
from reporting.web import breakdown, exports, insights, office, people, report
from reporting.web.chain import lost, steps
from reporting.web.charts import compare, skill_map, trend
from reporting.web.desk import capacity, recount, skill_table, staffing
from reporting.web.home import changes, expiring, units
from reporting.web.letters import ending
from reporting.web.letters import own as letters
from reporting.web.months import adjusting, desk, public
from reporting.web.planning import supply, what_if

app_name = "reporting"
urlpatterns = [
    path("insights/", insights.show_insights, name="insights"),
    path("insights/compare/", compare.show_comparison, name="compare"),
    path("insights/compare.<table:suffix>", compare.export_comparison, name="export_compare"),
    path("insights/trend/", trend.show_trend, name="trend"),
    path("insights/skill/", skill_map.show_skill_map, name="skill_map"),
    path("insights/skill.<table:suffix>", skill_map.export_skill_map, name="export_skill_map"),
    path("insights/what-if/", what_if.show_what_if, name="what_if"),
    path("insights/supply/", supply.show_supply, name="supply"),
    path("insights/supply.<table:suffix>", supply.export_supply, name="export_supply"),
    path("insights/report.pdf", report.print_report, name="report"),
    path("insights/report/", report.show_report_page, name="report_page"),
    path("insights/report/ask/", report.ask_report, name="ask_report"),
    path("insights/report/<int:pk>/", report.show_report_file, name="report_file"),
    path("insights/report/<int:pk>/report.pdf", report.download_report, name="report_pdf"),
    path("insights/changes/", changes.show_changes, name="changes"),
    path("insights/changes/act/", changes.act_on_changed_people, name="act_on_changes"),
    path("insights/changes.<table:suffix>", changes.export_changes, name="export_changes"),
    path("insights/expiring/", expiring.show_expiring, name="expiring"),
    path("insights/expiring/act/", expiring.act_on_losing_people, name="act_on_expiring"),
    path("insights/expiring.<table:suffix>", expiring.export_expiring, name="export_expiring"),
    path("insights/units/", units.find_units, name="find_units"),
    path("office/plan/", office.show_plan, name="office_plan"),
    path("insights/groups/", breakdown.show_breakdown, name="breakdown"),
    path("insights/groups.<table:suffix>", breakdown.export_breakdown, name="export_breakdown"),
    path("insights/letters/", letters.show_letters, name="letters"),
    path("insights/letters/new/", letters.add_letter, name="add_letter"),
    path("insights/letters/<int:pk>/", letters.edit_letter, name="edit_letter"),
    path("insights/letters/<int:pk>/<slug:act>/", letters.act_on_letter, name="act_on_letter"),
    path("insights/letters/end/<str:token>/", ending.end_by_link, name="end_letter"),
    path("insights/chain/", steps.show_chain, name="chain"),
    path("insights/chain.<table:suffix>", steps.export_chain, name="export_chain"),
    path("insights/chain/people/", lost.show_chain_people, name="chain_people"),
    path("insights/chain/people/act/", lost.act_on_chain_people, name="act_on_chain"),
    path(
        "insights/chain/people.<table:suffix>",
        lost.export_chain_people,
        name="export_chain_people",
    ),
    path("insights/people/", people.show_counted_people, name="people"),
    path("insights/people/act/", people.act_on_counted_people, name="act_on_people"),
    path("insights/people.<table:suffix>", exports.export_counted_people, name="export_people"),
    # The view writes evidence, so it is certification's; the page it leads back to is ours.
    path(
        "insights/sign-off/<int:person>/",
        sign_off.sign_off_skills,
        {"back_to": "reporting:people"},
        name="sign_off",
    ),
    path("office/profiles/gaps/", staffing.show_staffing, name="staffing"),
    path("office/profiles/gaps/<int:pk>/", staffing.show_requirement, name="staffing_by_unit"),
    path("office/profiles/people/", skill_table.show_skill_table, name="skill_table"),
    path(
        "office/profiles/people/act/",
        skill_table.act_on_listed_people,
        name="act_on_skill_table",
    ),
    path(
        "office/profiles/people.<table:suffix>",
        skill_table.export_skill_table,
        name="export_skill_table",
    ),
    path("office/profiles/gaps.<table:suffix>", staffing.export_staffing, name="export_staffing"),
    path(
        "office/profiles/gaps/<int:pk>.<table:suffix>",
        staffing.export_requirement,
        name="export_requirement",
    ),
    path("office/capacity/", capacity.show_plans, name="capacity_plans"),
    path("office/capacity/<int:pk>/", capacity.show_capacity_plan, name="capacity_plan"),
    path(
        "office/capacity/<int:pk>/plan.<table:suffix>",
        capacity.export_plan,
        name="export_capacity",
    ),
    path("office/capacity/<int:pk>/submit/", capacity.send_capacity_up, name="submit_capacity"),
    path("office/capacity/<int:pk>/decide/", capacity.answer_capacity, name="decide_capacity"),
    path(
        "office/capacity/<int:pk>/<str:code>/<int:level>/",
        capacity.edit_priority,
        name="capacity_priority",
    ),
    path("office/figures/", recount.show_recount, name="recount"),
    path("office/months/", desk.show_months, name="months"),
    path("office/months/<str:code>/", desk.show_month, name="month"),
    path("office/months/<str:code>/lock/", desk.lock_on_desk, name="lock_month"),
    path("office/months/<str:code>/file.json", desk.download_month, name="month_file"),
    path(
        "office/months/<str:code>/figures.<table:suffix>", desk.export_month, name="export_month"
    ),
    path("office/months/<str:code>/adjust/", adjusting.adjust_month, name="adjust_month"),
    path(
        "office/months/adjustments/<int:pk>/",
        adjusting.decide_on_adjustment,
        name="decide_adjustment",
    ),
    # Stable: other sites embed the picture and read the files. The last month without a code.
    path("figures/plan.<table:suffix>", public.serve_plan_table, name="public_plan"),
    path("figures/plan.json", public.serve_plan_json, name="public_json"),
    path("figures/plan.svg", public.serve_plan_svg, name="public_svg"),
    path("figures/indices.<table:suffix>", public.serve_index_table, name="public_indices"),
    path("figures/<str:code>/plan.<table:suffix>", public.serve_plan_table, name="month_plan"),
    path("figures/<str:code>/plan.json", public.serve_plan_json, name="month_json"),
    path("figures/<str:code>/plan.svg", public.serve_plan_svg, name="month_svg"),
    path(
        "figures/<str:code>/indices.<table:suffix>", public.serve_index_table, name="month_indices"
    ),
    path("insights/export.<table:suffix>", exports.export_tables, name="export"),
]
