# SPDX-License-Identifier: GPL-3.0-or-later
# test_usage.sh - the command line: help, versions, mistakes.
. tests/support/session.sh

commands=$("$dealcycle" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\)  .*/\1/p')
topics=$("$dealcycle" help | sed -n '/More topics:/,/^$/s/^  \([a-z-]*\)  .*/\1/p')

# expect_refusal TEXT: status 2, the text on standard error, nothing on standard output.
expect_refusal() {
    expect_status 2
    expect_in err "$1"
    expect_empty out
    [ -z "$(ls | grep -vx -e out -e err)" ] || fail "something was written: $(ls)"
}

without_a_command() {
    run
    expect_status 2
    expect_empty out
    expect_in err 'Usage: dealcycle COMMAND'
}
it 'without a command it says how it is used, status 2' without_a_command

help_goes_to_standard_output() {
    run --help
    expect_status 0
    expect_empty err
    mv out by_option
    run help
    expect_same out by_option
}
it 'help goes to standard output' help_goes_to_standard_output

version() {
    run --version
    expect_status 0
    grep -qE '^dealcycle [0-9]+\.[0-9]+\.[0-9]+$' out || fail 'no version'
    expect_in out 'GNU General Public License'
    expect_in out 'D. E. Shaw Research'
    expect_in out 'POSSIBILITY OF SUCH DAMAGE'
    expect_columns out 80
}
it 'the version comes with the licences' version

every_command_has_help() {
    [ "$(echo $commands | wc -w)" -ge 5 ] || fail "commands: $commands"
    for command in $commands; do
        run help "$command"
        expect_status 0
        expect_in out "Usage: dealcycle $command"
        expect_columns out 80
        mv out by_topic
        run "$command" --help
        expect_status 0
        expect_same out by_topic
    done
}
it 'every command has help that fits 80 columns' every_command_has_help

every_topic_is_printed() {
    for topic in $topics; do
        run help "$topic"
        expect_status 0
        expect_empty err
        [ -s out ] || fail "help $topic is empty"
    done
    for topic in parameters distributions metrics messages; do
        run help "$topic"
        expect_columns out 80
        run help "$topic" --format csv
        expect_status 0
        run help "$topic" --format json
        [ "$(head -c 1 out)" = '[' ] || fail "help $topic is no JSON array"
    done
}
it 'every topic is printed, tables as CSV and JSON too' every_topic_is_printed

completions_are_scripts() {
    run help bash-completion
    bash -n out || fail 'not for bash'
    for command in $commands; do
        expect_in out "    $command)"
    done
    run help zsh-completion
    for command in $commands; do
        expect_in out "    $command)"
    done
}
it 'the completions know every command' completions_are_scripts

completion_completes() {
    run help bash-completion
    bash -c '. ./out; COMP_WORDS=(dealcycle run --thr); COMP_CWORD=2; _dealcycle
             printf "%s\n" "${COMPREPLY[@]}"' >got
    expect_in got --threads
    bash -c '. ./out; COMP_WORDS=(dealcycle run --format j); COMP_CWORD=3; _dealcycle
             printf "%s\n" "${COMPREPLY[@]}"' >got
    [ "$(cat got)" = json ] || fail "completed to: $(cat got)"
}
it 'bash completes options and their words' completion_completes

unknown_command() {
    run rnu x.csv
    expect_refusal "there is no command 'rnu'; did you mean 'run'?"
}
it 'an unknown command is refused with the one that was meant' unknown_command

unknown_option() {
    run run x.csv --sett a=b
    expect_refusal 'there is no option --sett; did you mean --set?'
}
it 'an unknown option is refused with the one that was meant' unknown_option

option_of_another() {
    run run x.csv --resolved
    expect_refusal "--resolved is an option of 'check', not of 'run'"
}
it 'an option of another command is told so' option_of_another

ambiguous_option() {
    run run x.csv --re 5
    expect_refusal '--re may be any of --replications --require'
}
it 'an ambiguous option is refused with what it may be' ambiguous_option

all_mistakes_at_once() {
    run run x.csv --seed abc --threads 0 --precision 2 --format xml --plots svg,gif --replications 1.5
    expect_refusal "--seed: 'abc' is not a whole number"
    expect_in err "--threads: '0' is not a whole number from 1 to 1,024"
    expect_in err '2 is not a share below 1; did you mean 2%?'
    expect_in err "--format: 'xml' is not one of: text,csv,json"
    expect_in err "--plots: 'gif' is not among: svg,png,pdf"
    expect_in err "--replications: '1.5' is not a whole number"
}
it 'all mistakes of a command line are said at once' all_mistakes_at_once

missing_values() {
    run run x.csv --seed
    expect_refusal '--seed needs a value: --seed S'
    run run
    expect_refusal 'something is missing: dealcycle run FILE'
    run run a.csv b.csv
    expect_refusal "'b.csv' is one too many"
    run run x.csv --out ''
    expect_refusal '--out is empty'
    run run x.csv --quiet=yes
    expect_refusal '--quiet takes no value'
}
it 'what is missing or too much is said' missing_values

control_characters() {
    run "$(printf 'r\033[31mun')"
    expect_status 2
    ! grep -q "$(printf '\033')" err || fail 'an escape sequence reaches the terminal'
}
it 'control characters of an argument do not reach the terminal' control_characters

impossible_folders() {
    for dir in . .. / a/..; do
        run run "$root/tests/cli/tiny.csv" --out "$dir"
        expect_refusal 'cannot be replaced as a whole'
    done
}
it 'a results folder that cannot be replaced is refused' impossible_folders

full_disk() {
    [ -c /dev/full ] || return 0
    status=0
    "$dealcycle" help >/dev/full 2>err || status=$?
    expect_status 1
    expect_in err 'standard output'
    status=0
    "$dealcycle" help >&- 2>err || status=$?
    expect_status 1
}
it 'output that cannot be written is status 1' full_disk
session_end
