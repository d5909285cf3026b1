# SPDX-License-Identifier: GPL-3.0-or-later
# html.awk - what is wrong with a page of ours, by HTML5's rules and those for readers who do
# not see it: awk -f html.awk PAGE prints a line for each fault and fails if there is one.
#
# The pages close every element that has an end tag, quote every attribute and escape every
# ampersand; a page that needs a browser's mercy is a fault.
function fault(text) {
    print FILENAME ": " text
    n_faults++
}

# Entities of a text or attribute value: the five that we write, or a number.
function check_text(text,   rest) {
    rest = text
    gsub(/&(amp|lt|gt|quot|#[0-9]+);/, "", rest)
    if (rest ~ /&/) {
        fault("an ampersand that is no entity: " substr(rest, 1, 80))
    }
}

# Attributes of the tag into a[]; faults where one is not name="value" or stands twice.
function parse_attributes(text, a,   name, value, quote) {
    delete a
    while (match(text, /^[ \t\r\n]*[A-Za-z_:][-A-Za-z0-9_:.]*/)) {
        name = substr(text, RSTART, RLENGTH)
        gsub(/[ \t\r\n]/, "", name)
        text = substr(text, RLENGTH + 1)
        value = ""
        if (text ~ /^[ \t\r\n]*=/) {
            sub(/^[ \t\r\n]*=[ \t\r\n]*/, "", text)
            quote = substr(text, 1, 1)
            if (quote != "\"" && quote != "'") {
                fault("an attribute without quotes: " name)
                return
            }
            text = substr(text, 2)
            value = substr(text, 1, index(text, quote) - 1)
            text = substr(text, length(value) + 2)
            check_text(value)
        }
        if (name in a) {
            fault("an attribute twice: " name)
        }
        a[name] = value
    }
    if (text !~ /^[ \t\r\n]*\/?[ \t\r\n]*$/) {
        fault("no attribute: " substr(text, 1, 80))
    }
}

function check_address(name, value) {
    if (value !~ /^#/) {
        fault(name " leads away: " substr(value, 1, 80))
    } else {
        wanted[substr(value, 2)] = name
    }
}

function check_attributes(element, a,   name, word, n, i) {
    for (name in a) {
        if (name ~ /^on/) {
            fault("a handler: " name)
        } else if (name == "href" || name == "src" || name == "xlink:href") {
            check_address(name, a[name])
        } else if (match(a[name], /url\([^)]*/) && a[name] !~ /url\(#/) {
            fault(name " leads away: " a[name])
        } else if (match(a[name], /url\(#[^)]*/)) {
            wanted[substr(a[name], RSTART + 5, RLENGTH - 5)] = name
        }
    }
    if ("id" in a) {
        if (a["id"] in has_id || a["id"] == "" || a["id"] ~ /[ \t\n]/) {
            fault("an id twice, empty or with blanks: " a["id"])
        }
        has_id[a["id"]] = 1
    }
    if ("aria-labelledby" in a) {
        n = split(a["aria-labelledby"], word, " ")
        for (i = 1; i <= n; i++) {
            wanted[word[i]] = "aria-labelledby"
        }
    }
}

function check_element(element, a) {
    if (!(element in known)) {
        fault("an unknown element: " element)
    }
    n_of[element]++
    if (element == "html" && a["lang"] == "") {
        fault("no language")
    } else if (element == "meta" && "charset" in a) {
        has_charset = tolower(a["charset"]) == "utf-8"
    } else if (element == "meta" && a["name"] == "viewport") {
        has_viewport = 1
    } else if (element == "svg") {
        n_named[depth + 1] = n_described[depth + 1] = 0
        if (a["role"] != "img" || a["aria-labelledby"] == "") {
            fault("a picture without role or name")
        }
    } else if (element == "title") {
        n_named[depth]++
    } else if (element == "desc") {
        n_described[depth]++
    } else if (element == "img" && !("alt" in a)) {
        fault("an image without alt")
    } else if (element == "table") {
        n_head = n_caption = 0
    } else if (element == "caption") {
        n_caption++
    } else if (element == "tr") {
        n_cells = 0
    } else if (element == "th" || element == "td") {
        n_cells += "colspan" in a ? a["colspan"] : 1
        if (element == "th" && a["scope"] == "") {
            fault("a header cell without scope")
        }
    } else if (element ~ /^h[1-6]$/) {
        if (substr(element, 2) > heading + 1) {
            fault(element " after h" heading)
        }
        heading = substr(element, 2)
    }
    words[depth] = ""
}

function check_end(element) {
    if (element == "tr") {
        if (n_head == 0) {
            n_head = n_cells
        } else if (n_cells != n_head) {
            fault("a row of " n_cells " cells below " n_head " headers")
        }
    } else if (element == "svg" && (n_named[depth + 1] != 1 || n_described[depth + 1] != 1)) {
        fault("a picture without title or description")
    } else if (element == "table" && (n_caption != 1 || n_head == 0)) {
        fault("a table without caption or header")
    } else if (element ~ /^(title|desc|h[1-6]|caption|summary|figcaption|a)$/ && words[depth] !~ /[^ \t\n]/) {
        fault("an empty " element)
    }
}

BEGIN {
    RS = "<"
    n = split("html head meta title style body header main section nav h1 h2 h3 p ul ol li a figure figcaption " \
              "div table caption thead tbody tr th td small code pre b strong wbr br details summary script span dl dt dd " \
              "svg desc g defs circle path use filter feFlood feComposite rect text tspan polygon polyline line " \
              "linearGradient stop pattern", list, " ")
    for (i = 1; i <= n; i++) {
        known[list[i]] = 1
    }
    void["meta"] = void["wbr"] = void["br"] = 1
}
NR == 1 { next }
raw != "" && index($0, "/" raw) != 1 { next }
{
    raw = ""
    end = index($0, ">")
    if (end == 0) {
        fault("a tag that does not end: " substr($0, 1, 80))
        next
    }
    tag = substr($0, 1, end - 1)
    text = substr($0, end + 1)
    if (tag ~ /^(style|script)/) {
        raw = tag
    } else {
        check_text(text)
    }
}
NR == 2 {
    if (tolower(tag) != "!doctype html") {
        fault("no doctype first")
    }
    next
}
tag ~ /^\// {
    element = substr(tag, 2)
    if (depth == 0 || open[depth] != element) {
        fault("</" element "> within <" open[depth] ">")
    } else {
        check_end(element)
        depth--
    }
    words[depth] = words[depth] text
    next
}
{
    match(tag, /^[A-Za-z0-9]+/)
    element = substr(tag, 1, RLENGTH)
    parse_attributes(substr(tag, RLENGTH + 1), a)
    depth++
    check_element(element, a)
    check_attributes(element, a)
    if (element in void || tag ~ /\/[ \t\r\n]*$/) {
        depth--
        words[depth] = words[depth] text
        next
    }
    open[depth] = element
    words[depth] = text
}
END {
    if (depth != 0) {
        fault("<" open[depth] "> does not end")
    }
    for (id in wanted) {
        if (!(id in has_id)) {
            fault(wanted[id] " wants the id " id)
        }
    }
    if (n_of["h1"] != 1 || n_of["main"] != 1 || n_of["html"] != 1) {
        fault("not one h1, main and html")
    }
    if (!has_charset || !has_viewport) {
        fault("no charset or viewport")
    }
    if (n_of["svg"] + n_of["table"] == 0) {
        fault("neither a picture nor a table")
    }
    exit n_faults > 0
}
