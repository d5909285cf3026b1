# SPDX-License-Identifier: GPL-3.0-or-later
# tests/support/state_of_sales.awk - the figures of a large US study of sales teams (XANT, 2017 to
# 2021) beside those that scenarios/state_of_sales.csv simulates. Reads its summary.csv; fails
# if fewer than 8 of the 10 come out within 3%, or one of them is not known to 0.5%.
#
# Ratios compare the inside-majority with the outside-majority organisation; touches are per
# filled seat. Standard errors of ratios add those of both sides as if independent, which
# overstates them on common random numbers.
BEGIN { FS = ","; tolerance = 0.03; se_limit = 0.005 }
FNR > 1 && $3 == "all" && $4 == "all" && $7 > 1 {
    mean[$2, $5] = $8
    se[$2, $5] = ($10 - $9) / 2 / 1.96
}
function rel(team, metric) { return mean[team, metric] ? se[team, metric] / mean[team, metric] : 0 }
function hypot(a, b) { return sqrt(a * a + b * b) }
function within(value, published, off) {
    off = value / published - 1
    return off <= tolerance && off >= -tolerance
}
function figure(name, published, value, relative) {
    n++
    good += within(value, published)
    worst = relative > worst ? relative : worst
    printf "%-28s %9.3f %9.4f  %7.4f to %7.4f %+6.1f%%  %s\n", name, published, value,
           value * (1 - 1.96 * relative), value * (1 + 1.96 * relative),
           100 * (value / published - 1), within(value, published) ? "inside" : "outside"
}
function ratio(name, published, metric, over, under) {
    figure(name, published, mean[over, metric] / mean[under, metric],
           hypot(rel(over, metric), rel(under, metric)))
}
function seat_ratio(name, published, metric) {
    figure(name, published,
           mean["inside", metric] / mean["inside", "headcount"] \
               / (mean["outside", metric] / mean["outside", "headcount"]),
           hypot(hypot(rel("inside", metric), rel("outside", metric)),
                 hypot(rel("inside", "headcount"), rel("outside", "headcount"))))
}
function social_share(name, published, team, others) {
    others = mean[team, "calls"] + mean[team, "voicemails"] + mean[team, "emails"]
    figure(name, published, mean[team, "social"] / (mean[team, "social"] + others),
           hypot(rel(team, "social"), rel(team, "calls")))
}
# Where the study draws a line, not a figure.
function bound(name, sign, limit, team, metric, value) {
    value = mean[team, metric]
    printf "%-28s %1s %7d %9.0f  %7.0f to %7.0f %7s  %s\n", name, sign, limit, value,
           value - 1.96 * se[team, metric], value + 1.96 * se[team, metric], "",
           (sign == "<" ? value < limit : value > limit) ? "inside" : "outside"
}
END {
    if (!mean["inside", "won"] || !mean["outside", "won"]) {
        print "state_of_sales.awk: no summary.csv of scenarios/state_of_sales.csv" > "/dev/stderr"
        exit 1
    }
    printf "%-28s %9s %9s  %18s %7s  %s\n", "figure", "published", "simulated", "95% interval  ",
           "off", "within 3%"
    ratio("average_deal.ratio", 2.302, "average_deal", "outside", "inside")
    ratio("win_rate.ratio", 1.302, "win_rate", "outside", "inside")
    # All reps are those of the two kinds, by their shares among US sales people.
    a = 0.455 / (0.455 + 0.528)
    all = a * mean["inside", "at_quota"] + (1 - a) * mean["outside", "at_quota"]
    figure("at_quota.all", 0.609, all,
           hypot(a * se["inside", "at_quota"], (1 - a) * se["outside", "at_quota"]) / all)
    ratio("attainment.ratio", 1.098, "attainment", "inside", "outside")
    seat_ratio("calls.ratio", 1.425, "calls")
    seat_ratio("voicemails.ratio", 1.102, "voicemails")
    seat_ratio("emails.ratio", 1.088, "emails")
    social_share("social.share.inside", 0.181, "inside")
    social_share("social.share.outside", 0.121, "outside")
    figure("remote_selling_share.outside", 0.454, mean["outside", "remote_selling_share"],
           rel("outside", "remote_selling_share"))
    bound("transactional.cycle, days", "<", 90, "inside", "cycle_length")
    bound("transactional.deal, USD", "<", 35000, "inside", "average_deal")
    bound("relationship.cycle, days", ">", 90, "outside", "cycle_length")
    bound("relationship.deal, USD", ">", 35000, "outside", "average_deal")
    printf "%d of %d figures within 3%%; standard errors at most %.2f%% of the mean\n", good, n, 100 * worst
    exit !(good >= 8 && worst < se_limit)
}
