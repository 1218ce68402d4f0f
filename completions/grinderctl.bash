#!/bin/bash

__grinderctl_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__grinderctl_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__grinderctl_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__grinderctl_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_grinderctl() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    scan|triage|listen|cancel|flatten|reset|approve|check|stream|timeline|audit|incident|runbook|sandbox|drill|config|explain|help)
        # Offer subcommand argument completions
        "_grinderctl_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'scan triage listen cancel flatten reset approve check stream timeline audit incident runbook sandbox drill config explain help' -- "${cur}"))
        ;;
    esac
}

_grinderctl_scan() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --no-audit --run --version -h --help)
    repeating_options=(--logs --expected --metrics --health --answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --symbol --since --until --prometheus --watch)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion scan -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion scan -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--logs')
        __grinderctl_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--expected')
        __grinderctl_add_completions -f
        return
        ;;
    '--metrics')
        __grinderctl_add_completions -f
        return
        ;;
    '--health')
        __grinderctl_add_completions -f
        return
        ;;
    '--prometheus')
        return
        ;;
    '--answer')
        return
        ;;
    '--watch')
        return
        ;;
    esac
}

_grinderctl_triage() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --no-audit --version -h --help)
    repeating_options=(--logs --expected --metrics --health --answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --symbol --since --until --prometheus)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--logs')
        __grinderctl_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--expected')
        __grinderctl_add_completions -f
        return
        ;;
    '--metrics')
        __grinderctl_add_completions -f
        return
        ;;
    '--health')
        __grinderctl_add_completions -f
        return
        ;;
    '--prometheus')
        return
        ;;
    '--answer')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    missing|unexpected|divergence|position|alert|text)
        # Offer subcommand argument completions
        "_grinderctl_triage_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'missing unexpected divergence position alert text' -- "${cur}"))
        ;;
    esac
}

_grinderctl_triage_missing() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --no-audit --step --version -h --help)
    repeating_options=(--logs --expected --metrics --health --answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --symbol --since --until --prometheus)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage missing -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage missing -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--logs')
        __grinderctl_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--expected')
        __grinderctl_add_completions -f
        return
        ;;
    '--metrics')
        __grinderctl_add_completions -f
        return
        ;;
    '--health')
        __grinderctl_add_completions -f
        return
        ;;
    '--prometheus')
        return
        ;;
    '--answer')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage missing -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_triage_unexpected() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --no-audit --step --version -h --help)
    repeating_options=(--logs --expected --metrics --health --answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --symbol --since --until --prometheus)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage unexpected -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage unexpected -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--logs')
        __grinderctl_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--expected')
        __grinderctl_add_completions -f
        return
        ;;
    '--metrics')
        __grinderctl_add_completions -f
        return
        ;;
    '--health')
        __grinderctl_add_completions -f
        return
        ;;
    '--prometheus')
        return
        ;;
    '--answer')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage unexpected -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_triage_divergence() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --no-audit --step --version -h --help)
    repeating_options=(--logs --expected --metrics --health --answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --symbol --since --until --prometheus --expected-status --grace)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage divergence -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage divergence -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--logs')
        __grinderctl_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--expected')
        __grinderctl_add_completions -f
        return
        ;;
    '--metrics')
        __grinderctl_add_completions -f
        return
        ;;
    '--health')
        __grinderctl_add_completions -f
        return
        ;;
    '--prometheus')
        return
        ;;
    '--answer')
        return
        ;;
    '--expected-status')
        __grinderctl_add_completions -W 'PENDING'$'\n''OPEN'$'\n''PARTIALLY_FILLED'$'\n''FILLED'$'\n''CANCELLED'$'\n''REJECTED'$'\n''EXPIRED'
        return
        ;;
    '--grace')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage divergence -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_triage_position() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --no-audit --step --version -h --help)
    repeating_options=(--logs --expected --metrics --health --answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --symbol --since --until --prometheus)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage position -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage position -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--logs')
        __grinderctl_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--expected')
        __grinderctl_add_completions -f
        return
        ;;
    '--metrics')
        __grinderctl_add_completions -f
        return
        ;;
    '--health')
        __grinderctl_add_completions -f
        return
        ;;
    '--prometheus')
        return
        ;;
    '--answer')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage position -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_triage_alert() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --no-audit --version -h --help)
    repeating_options=(--logs --expected --metrics --health --answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --symbol --since --until --prometheus --alertmanager)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage alert -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage alert -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--logs')
        __grinderctl_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--expected')
        __grinderctl_add_completions -f
        return
        ;;
    '--metrics')
        __grinderctl_add_completions -f
        return
        ;;
    '--health')
        __grinderctl_add_completions -f
        return
        ;;
    '--prometheus')
        return
        ;;
    '--answer')
        return
        ;;
    '--alertmanager')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -f
        return
        ;;
    esac
}

_grinderctl_triage_text() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --no-audit --version -h --help)
    repeating_options=(--logs --expected --metrics --health --answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --symbol --since --until --prometheus)
    __grinderctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage text -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage text -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--logs')
        __grinderctl_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--expected')
        __grinderctl_add_completions -f
        return
        ;;
    '--metrics')
        __grinderctl_add_completions -f
        return
        ;;
    '--health')
        __grinderctl_add_completions -f
        return
        ;;
    '--prometheus')
        return
        ;;
    '--answer')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion triage text -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_listen() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --no-audit --version -h --help)
    repeating_options=(--logs --expected --metrics --health --answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --symbol --since --until --prometheus --bind --token-file --notify)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion listen -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion listen -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--logs')
        __grinderctl_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--expected')
        __grinderctl_add_completions -f
        return
        ;;
    '--metrics')
        __grinderctl_add_completions -f
        return
        ;;
    '--health')
        __grinderctl_add_completions -f
        return
        ;;
    '--prometheus')
        return
        ;;
    '--answer')
        return
        ;;
    '--bind')
        return
        ;;
    '--token-file')
        __grinderctl_add_completions -f
        return
        ;;
    '--notify')
        return
        ;;
    esac
}

_grinderctl_cancel() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --execute --without-triage --policy-loosened --version -h --help)
    repeating_options=(--answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --confirm --reason --ticket --max-orders --max-notional --symbol --out --plan --approval)
    __grinderctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion cancel -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--confirm')
        return
        ;;
    '--reason')
        return
        ;;
    '--ticket')
        return
        ;;
    '--max-orders')
        return
        ;;
    '--max-notional')
        return
        ;;
    '--answer')
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion cancel -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--out')
        __grinderctl_add_completions -f
        return
        ;;
    '--plan')
        __grinderctl_add_completions -f
        return
        ;;
    '--approval')
        __grinderctl_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion cancel -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_flatten() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --execute --without-triage --policy-loosened --while-running --version -h --help)
    repeating_options=(--metrics --health --answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --confirm --reason --ticket --max-orders --max-notional --prometheus --side --symbol --out --plan --approval)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion flatten -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--confirm')
        return
        ;;
    '--reason')
        return
        ;;
    '--ticket')
        return
        ;;
    '--max-orders')
        return
        ;;
    '--max-notional')
        return
        ;;
    '--metrics')
        __grinderctl_add_completions -f
        return
        ;;
    '--health')
        __grinderctl_add_completions -f
        return
        ;;
    '--prometheus')
        return
        ;;
    '--answer')
        return
        ;;
    '--side')
        __grinderctl_add_completions -W 'long'$'\n''short'
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion flatten -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--out')
        __grinderctl_add_completions -f
        return
        ;;
    '--plan')
        __grinderctl_add_completions -f
        return
        ;;
    '--approval')
        __grinderctl_add_completions -f
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion flatten -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_reset() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --execute --without-triage --policy-loosened --version -h --help)
    repeating_options=(--metrics --health --symbol --expected --answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --confirm --reason --ticket --max-orders --max-notional --prometheus --resume --only)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion reset -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--confirm')
        return
        ;;
    '--reason')
        return
        ;;
    '--ticket')
        return
        ;;
    '--max-orders')
        return
        ;;
    '--max-notional')
        return
        ;;
    '--metrics')
        __grinderctl_add_completions -f
        return
        ;;
    '--health')
        __grinderctl_add_completions -f
        return
        ;;
    '--prometheus')
        return
        ;;
    '--resume')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion reset -- --resume "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--only')
        __grinderctl_add_completions -W 'cancel'
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion reset -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--expected')
        __grinderctl_add_completions -f
        return
        ;;
    '--answer')
        return
        ;;
    esac
}

_grinderctl_approve() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --key --as --for --out --confirm)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion approve -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--key')
        __grinderctl_add_completions -f
        return
        ;;
    '--as')
        return
        ;;
    '--for')
        return
        ;;
    '--out')
        __grinderctl_add_completions -f
        return
        ;;
    '--confirm')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -o plusdirs -fX '!*.@(json)'
        return
        ;;
    esac
}

_grinderctl_check() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --no-audit --version -h --help)
    repeating_options=(--logs --expected --metrics --health --answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --symbol --since --until --prometheus)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion check -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion check -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--logs')
        __grinderctl_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--expected')
        __grinderctl_add_completions -f
        return
        ;;
    '--metrics')
        __grinderctl_add_completions -f
        return
        ;;
    '--health')
        __grinderctl_add_completions -f
        return
        ;;
    '--prometheus')
        return
        ;;
    '--answer')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion check -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_stream() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion stream -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    status|watch|reconnect)
        # Offer subcommand argument completions
        "_grinderctl_stream_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'status watch reconnect' -- "${cur}"))
        ;;
    esac
}

_grinderctl_stream_status() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --no-audit --version -h --help)
    repeating_options=(--logs --expected --metrics --health --answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --symbol --since --until --prometheus)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion stream status -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion stream status -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--logs')
        __grinderctl_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--expected')
        __grinderctl_add_completions -f
        return
        ;;
    '--metrics')
        __grinderctl_add_completions -f
        return
        ;;
    '--health')
        __grinderctl_add_completions -f
        return
        ;;
    '--prometheus')
        return
        ;;
    '--answer')
        return
        ;;
    esac
}

_grinderctl_stream_watch() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --no-audit --create --version -h --help)
    repeating_options=(--logs --expected --metrics --health --answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --symbol --since --until --prometheus --expect --for)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion stream watch -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion stream watch -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--logs')
        __grinderctl_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--expected')
        __grinderctl_add_completions -f
        return
        ;;
    '--metrics')
        __grinderctl_add_completions -f
        return
        ;;
    '--health')
        __grinderctl_add_completions -f
        return
        ;;
    '--prometheus')
        return
        ;;
    '--answer')
        return
        ;;
    '--expect')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion stream watch -- --expect "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--for')
        return
        ;;
    esac
}

_grinderctl_stream_reconnect() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --execute --without-triage --policy-loosened --no-audit --version -h --help)
    repeating_options=(--logs --expected --metrics --health --answer)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --confirm --reason --ticket --max-orders --max-notional --symbol --since --until --prometheus)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion stream reconnect -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--confirm')
        return
        ;;
    '--reason')
        return
        ;;
    '--ticket')
        return
        ;;
    '--max-orders')
        return
        ;;
    '--max-notional')
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion stream reconnect -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--logs')
        __grinderctl_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--expected')
        __grinderctl_add_completions -f
        return
        ;;
    '--metrics')
        __grinderctl_add_completions -f
        return
        ;;
    '--health')
        __grinderctl_add_completions -f
        return
        ;;
    '--prometheus')
        return
        ;;
    '--answer')
        return
        ;;
    esac
}

_grinderctl_timeline() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --no-audit --version -h --help)
    repeating_options=(--logs)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --symbol --since --until)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion timeline -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion timeline -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--logs')
        __grinderctl_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion timeline -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_audit() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|verify|head|resolve|export|merge|report|push)
        # Offer subcommand argument completions
        "_grinderctl_audit_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show verify head resolve export merge report push' -- "${cur}"))
        ;;
    esac
}

_grinderctl_audit_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --manual-cancels --manual-actions --csv --all --version -h --help)
    repeating_options=(--kind --action --outcome)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --since --until --operator --symbol --order --id --environment --limit)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit list -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--since')
        return
        ;;
    '--until')
        return
        ;;
    '--operator')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit list -- --operator "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--symbol')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit list -- --symbol "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--order'|'--id')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit list -- --order "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--kind')
        __grinderctl_add_completions -W 'investigation.opened'$'\n''step'$'\n''answer'$'\n''verdict'$'\n''action.planned'$'\n''action.refused'$'\n''action.intent'$'\n''action.outcome'$'\n''action.verified'$'\n''action.resolved'$'\n''reset.step'$'\n''plan.approved'$'\n''incident.opened'$'\n''incident.closed'$'\n''note'
        return
        ;;
    '--action')
        __grinderctl_add_completions -W 'cancel'$'\n''flatten'$'\n''reset'$'\n''reconnect'
        return
        ;;
    '--environment')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--outcome')
        __grinderctl_add_completions -W 'planned'$'\n''refused'$'\n''done'$'\n''not-executed'$'\n''verified'$'\n''failed'$'\n''unknown'$'\n''resolved'
        return
        ;;
    '--limit')
        return
        ;;
    esac
}

_grinderctl_audit_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit show -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit show -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_audit_verify() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --deep --version -h --help)
    repeating_options=(--head)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --from)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit verify -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--head')
        return
        ;;
    '--from')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -f
        return
        ;;
    esac
}

_grinderctl_audit_head() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit head -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac
}

_grinderctl_audit_resolve() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit resolve -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit resolve -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_audit_export() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit export -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac
}

_grinderctl_audit_merge() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --lines --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit merge -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __grinderctl_add_completions -f
        return
        ;;
    esac
}

_grinderctl_audit_report() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --out --since)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit report -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--out')
        __grinderctl_add_completions -f
        return
        ;;
    '--since')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit report -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_audit_push() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --to --batch)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion audit push -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--to')
        return
        ;;
    '--batch')
        return
        ;;
    esac
}

_grinderctl_incident() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion incident -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    open|close|list|note)
        # Offer subcommand argument completions
        "_grinderctl_incident_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'open close list note' -- "${cur}"))
        ;;
    esac
}

_grinderctl_incident_open() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --title)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion incident open -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--title')
        return
        ;;
    esac
}

_grinderctl_incident_close() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --reason)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion incident close -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--reason')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion incident close -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_incident_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --open --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion incident list -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac
}

_grinderctl_incident_note() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --text)
    __grinderctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion incident note -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--text')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion incident note -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_runbook() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion runbook -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    list|show|lint|export)
        # Offer subcommand argument completions
        "_grinderctl_runbook_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'list show lint export' -- "${cur}"))
        ;;
    esac
}

_grinderctl_runbook_list() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion runbook list -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac
}

_grinderctl_runbook_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion runbook show -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion runbook show -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_runbook_lint() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion runbook lint -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __grinderctl_add_completions -o plusdirs -fX '!*.@(md)'
        return
        ;;
    esac
}

_grinderctl_runbook_export() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion runbook export -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -d
        return
        ;;
    esac
}

_grinderctl_sandbox() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion sandbox -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    serve)
        # Offer subcommand argument completions
        "_grinderctl_sandbox_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'serve' -- "${cur}"))
        ;;
    esac
}

_grinderctl_sandbox_serve() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --read-only-key --export --version -h --help)
    repeating_options=(--fault --public-key)
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget --port --scenario --state --latency)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion sandbox serve -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    '--port')
        return
        ;;
    '--scenario')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion sandbox serve -- --scenario "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--state')
        __grinderctl_add_completions -f
        return
        ;;
    '--latency')
        return
        ;;
    '--fault')
        __grinderctl_add_completions -W 'drop-before'$'\n''drop-after'$'\n''503-unknown'$'\n''503-unknown-applied'$'\n''503-unavailable'$'\n''503-throttled'$'\n''503-internal'$'\n''-1007'$'\n''-1007-applied'$'\n''-1021'$'\n''429'$'\n''418'$'\n''html'$'\n''fill-before-cancel'$'\n''partial-fill-before-cancel'$'\n''fill-between-reads'$'\n''reuse-id'$'\n''reopen-position'$'\n''clock+MS'$'\n''clock-MS'$'\n''latency+MS'$'\n''stream-silence'$'\n''stream-drop'$'\n''stream-expiry'$'\n''stream-refused'$'\n''stream-slow+MS'
        return
        ;;
    '--public-key')
        __grinderctl_add_completions -f
        return
        ;;
    esac
}

_grinderctl_drill() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --list --all --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion drill -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion drill -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_config() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion config -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    show|check|init|schema)
        # Offer subcommand argument completions
        "_grinderctl_config_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'show check init schema' -- "${cur}"))
        ;;
    esac
}

_grinderctl_config_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion config show -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac
}

_grinderctl_config_check() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion config check -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac
}

_grinderctl_config_init() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion config init -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac
}

_grinderctl_config_schema() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --report --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion config schema -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac
}

_grinderctl_explain() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion explain -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion explain -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_grinderctl_help() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --no-color --no-input --print-curl --version -h --help)
    repeating_options=()
    non_repeating_options=(--env --base-url --ws-url --config --audit-db --format --incident --weight-budget)
    __grinderctl_offer_flags_options -1

    # Offer option value completions
    case "${prev}" in
    '--env')
        __grinderctl_add_completions -W 'mainnet'$'\n''demo'$'\n''sandbox'
        return
        ;;
    '--base-url')
        return
        ;;
    '--ws-url')
        return
        ;;
    '--config')
        __grinderctl_add_completions -f
        return
        ;;
    '--audit-db')
        __grinderctl_add_completions -f
        return
        ;;
    '--format')
        __grinderctl_add_completions -W 'text'$'\n''md'
        return
        ;;
    '--incident')
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion help -- --incident "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    '--weight-budget')
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    *)
        __grinderctl_add_completions -W "$(__grinderctl_custom_complete ---completion help -- positional@0 "${COMP_CWORD}" "$(__grinderctl_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

# Before 4.4 bash knows no nosort.
complete -o nosort -o filenames -F _grinderctl grinderctl 2>/dev/null \
    || complete -o filenames -F _grinderctl grinderctl
