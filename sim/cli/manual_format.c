/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cli/manual_format.c - dealcycle-scenario(5) as scdoc text, from the tables of parameters,
 * distributions and messages. */
#include "cli/help.h"
#include "cli/scdoc.h"

/* clang-format off */
static const char *const about[] = {
    "A scenario is a CSV file in UTF-8 whose header names the columns parameter and value, and if "
    "wanted unit and source; other columns are comments, as are lines that begin with #. Each row sets "
    "one parameter by its dotted path. Rows may come in any order; a path may come once. `source` says "
    "where a number comes from, and reports show it.",
    "The row scenario.include,FILE lays a file over another one. On the command line --set PATH=VALUE "
    "lays over everything.",
};
static const char *const cascade[] = {
    "Values of stages and roles are looked up from the most to the least specific path, so that a "
    "market is described once and a team says only how it differs. The channel is that of the role "
    "which works the stage, after escalation.",
};
static const char stage_cascade[] =
    "team.T.segment.S.stage.K.x\nteam.T.stage.K.x\nchannel.C.segment.S.stage.K.x\n"
    "channel.C.stage.K.x\nsegment.S.stage.K.x\nstage.K.x\nthe default";
static const char role_cascade[] =
    "team.T.role.R.x\nrole.R.x\nchannel.C.role.x\nthe default";
static const char *const units[] = {
    "An empty unit is the parameter's own. Another one of the same kind is converted: hours, days, "
    "weeks, months, years of calendar time; hours and minutes of working time; money and counts per "
    "day, week, month, quarter or year, in proportion; shares or %; the currency, with k or M before "
    "it. Shares that compound (growth, churn, attrition, expansion, discount_rate) keep their period. A "
    "number may carry %, k or M, and _ between its digits, but not beside a unit.",
    "The unit of an input is a note to the reader, but that % and a k or M before the currency scale "
    "it. What has another unit than the value that reads it says so in the row that holds the $NAME.",
    "--set, --grid, sweep files and stress files have no column for a unit: a value there is in the "
    "parameter's own unit, whatever unit the row has that it replaces, and may carry %, k or M.",
};
static const char *const values[] = {
    "A value is a number, a distribution, a product of numbers and $NAMEs, a word, or a list whose "
    "items are separated by blanks, commas or semicolons. $NAME is the draw of input.NAME, the same "
    "wherever it stands. A distribution may take min= and max= behind its arguments, which truncate it.",
    "A distribution on a parameter drawn once is an uncertain input: drawn once per replication. On one "
    "drawn per deal, stage, meeting or event it is chance: drawn each time.",
};
static const char *const stresses[] = {
    "A stress file is CSV with the header stress,parameter,operation,value and if wanted from,to,source. "
    "A stress may have many rows. In parameter, * stands for any one part of a path, and parts left out "
    "fit all. operation is *, + or =. from (inclusive) and to (exclusive) are months counted from 0, for "
    "what is used as time passes.",
};
static const char *const sweeps[] = {
    "A sweep file has the header name and then paths; each row is one scenario laid over a base. An "
    "empty cell leaves the base as it is.",
};
static const char example[] =
    "parameter,value,unit,source\n"
    "scenario.horizon,12,months,\n"
    "segment.smb.leads,\"lognormal(median=90, p90=140)\",per month,CRM 2025\n"
    "segment.smb.deal_value,\"lognormal(median=12k, p90=30k)\",,CRM 2025\n"
    "stage.demo.conversion,40%,,CRM 2025\n"
    "stage.demo.effort,2,hours,assumption\n"
    "stage.demo.delay,\"gamma(mean=9, sd=6)\",days,CRM 2025\n"
    "stage.close.conversion,35%,,CRM 2025\n"
    "stage.close.effort,4,hours,assumption\n"
    "stage.close.delay,\"gamma(mean=20, sd=12)\",days,CRM 2025\n"
    "role.ae.channel,inside,,\n"
    "role.ae.base_salary,60k,,payroll\n"
    "team.inside.stages,demo close,,\n"
    "team.inside.stage.demo.role,ae,,\n"
    "team.inside.stage.close.role,ae,,\n"
    "team.inside.role.ae.headcount,4,,";
/* clang-format on */

static void print_paragraphs(FILE *to, const char *title, const char *const text[], size_t n)
{
    dc_scdoc_section(to, title);
    for (size_t i = 0; i < n; i++) {
        dc_scdoc_paragraph(to, text[i]);
    }
}
#define PRINT(to, title, text)                                                                 \
    print_paragraphs(to, title, text, sizeof(text) / sizeof((text)[0]))

static void print_parameters(FILE *to)
{
    struct dc_param_row row;
    char text[1024];

    dc_scdoc_section(to, "PARAMETERS");
    for (size_t i = 0; dc_param_at(i, &row); i++) {
        dc_param_describe(&row, text, sizeof text);
        dc_scdoc_item(to, row.path, NULL, text);
    }
}

static void print_distributions(FILE *to)
{
    struct dc_form_row row;
    char args[256];

    dc_scdoc_section(to, "DISTRIBUTIONS");
    for (size_t i = 0; dc_form_at(i, &row); i++) {
        snprintf(args, sizeof args, "(%s)", row.args);
        dc_scdoc_item(to, row.name, args, row.doc);
    }
}

static void print_messages(FILE *to)
{
    struct dc_rule_row row;

    dc_scdoc_section(to, "MESSAGES");
    dc_scdoc_paragraph(
        to, "Every message names file, line, column (in bytes) and parameter. Errors keep "
            "a scenario from being simulated; warnings do not, unless --strict is given.");
    for (size_t i = 0; dc_rule_at(i, &row); i++) {
        dc_scdoc_item(to, row.slug, row.severity == DC_ERROR ? " (error)" : " (warning)",
                      row.meaning);
    }
}

static void print_limits(FILE *to)
{
    char text[512];

    snprintf(
        text, sizeof text,
        "A scenario has at most %d,000 rows, %d teams, %d segments, %d stages, %d,000 seats "
        "in a team and %d months. A replication ends with an error if more than %d million "
        "deals are open at once, a task of an outside role takes more than %d million "
        "meetings, or more than 60,000 million events happen.",
        DC_MAX_ROWS / 1000, DC_MAX_TEAMS, DC_MAX_SEGMENTS, DC_MAX_STAGES, DC_MAX_SEATS / 1000,
        DC_MAX_HORIZON_MONTHS, DC_MAX_OPEN_DEALS / 1000000, DC_MAX_MEETINGS / 1000000);
    dc_scdoc_section(to, "LIMITS");
    dc_scdoc_paragraph(to, text);
}

enum dc_status dc_topic_format(FILE *to, enum dc_format format)
{
    (void)format;
    fprintf(to, "%s-scenario(5) \"%s %s\" \"File Formats\"\n", DC_PROGRAM, DC_PROGRAM,
            DC_VERSION);
    dc_scdoc_section(to, "NAME");
    fprintf(to, "%s-scenario - market, sales process and teams as a CSV file\n", DC_PROGRAM);
    PRINT(to, "DESCRIPTION", about);
    dc_scdoc_section(to, "EXAMPLE");
    dc_scdoc_literal(to, example);
    PRINT(to, "WHICH VALUE COUNTS", cascade);
    dc_scdoc_paragraph(to, "For a parameter x of stage K:");
    dc_scdoc_literal(to, stage_cascade);
    dc_scdoc_paragraph(to, "For a parameter x of role R:");
    dc_scdoc_literal(to, role_cascade);
    PRINT(to, "UNITS", units);
    PRINT(to, "VALUES", values);
    print_distributions(to);
    print_parameters(to);
    PRINT(to, "STRESS FILES", stresses);
    PRINT(to, "SWEEP FILES", sweeps);
    print_limits(to);
    print_messages(to);
    dc_scdoc_section(to, "SEE ALSO");
    fprintf(to, "*%s*(1)\n", DC_PROGRAM);
    return DC_OK;
}
