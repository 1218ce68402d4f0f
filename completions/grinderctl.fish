function __grinderctl_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __grinderctl_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __grinderctl_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __grinderctl_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __grinderctl_parse_tokens -S
    set -l unparsed_tokens (__grinderctl_tokens -pc)
    switch $unparsed_tokens[1]
    case 'grinderctl'
        __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'scan'
            __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'symbol=' 'logs=+' 'since=' 'until=' 'expected=+' 'metrics=+' 'health=+' 'prometheus=' 'answer=+' 'no-audit' 'run' 'watch=' 'version' 'h/help'
        case 'triage'
            __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'symbol=' 'logs=+' 'since=' 'until=' 'expected=+' 'metrics=+' 'health=+' 'prometheus=' 'answer=+' 'no-audit' 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'missing'
                __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'symbol=' 'logs=+' 'since=' 'until=' 'expected=+' 'metrics=+' 'health=+' 'prometheus=' 'answer=+' 'no-audit' 'step' 'version' 'h/help'
            case 'unexpected'
                __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'symbol=' 'logs=+' 'since=' 'until=' 'expected=+' 'metrics=+' 'health=+' 'prometheus=' 'answer=+' 'no-audit' 'step' 'version' 'h/help'
            case 'divergence'
                __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'symbol=' 'logs=+' 'since=' 'until=' 'expected=+' 'metrics=+' 'health=+' 'prometheus=' 'answer=+' 'no-audit' 'expected-status=' 'grace=' 'step' 'version' 'h/help'
            case 'position'
                __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'symbol=' 'logs=+' 'since=' 'until=' 'expected=+' 'metrics=+' 'health=+' 'prometheus=' 'answer=+' 'no-audit' 'step' 'version' 'h/help'
            case 'alert'
                __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'symbol=' 'logs=+' 'since=' 'until=' 'expected=+' 'metrics=+' 'health=+' 'prometheus=' 'answer=+' 'no-audit' 'alertmanager=' 'version' 'h/help'
            case 'text'
                __grinderctl_parse_subcommand -r 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'symbol=' 'logs=+' 'since=' 'until=' 'expected=+' 'metrics=+' 'health=+' 'prometheus=' 'answer=+' 'no-audit' 'version' 'h/help'
            end
        case 'listen'
            __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'symbol=' 'logs=+' 'since=' 'until=' 'expected=+' 'metrics=+' 'health=+' 'prometheus=' 'answer=+' 'no-audit' 'bind=' 'token-file=' 'notify=' 'version' 'h/help'
        case 'cancel'
            __grinderctl_parse_subcommand -r 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'execute' 'confirm=' 'reason=' 'ticket=' 'without-triage' 'policy-loosened' 'max-orders=' 'max-notional=' 'answer=+' 'symbol=' 'out=' 'plan=' 'approval=' 'version' 'h/help'
        case 'flatten'
            __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'execute' 'confirm=' 'reason=' 'ticket=' 'without-triage' 'policy-loosened' 'max-orders=' 'max-notional=' 'while-running' 'metrics=+' 'health=+' 'prometheus=' 'answer=+' 'side=' 'symbol=' 'out=' 'plan=' 'approval=' 'version' 'h/help'
        case 'reset'
            __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'execute' 'confirm=' 'reason=' 'ticket=' 'without-triage' 'policy-loosened' 'max-orders=' 'max-notional=' 'metrics=+' 'health=+' 'prometheus=' 'resume=' 'only=' 'symbol=+' 'expected=+' 'answer=+' 'version' 'h/help'
        case 'approve'
            __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'key=' 'as=' 'for=' 'out=' 'confirm=' 'version' 'h/help'
        case 'check'
            __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'symbol=' 'logs=+' 'since=' 'until=' 'expected=+' 'metrics=+' 'health=+' 'prometheus=' 'answer=+' 'no-audit' 'version' 'h/help'
        case 'stream'
            __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'status'
                __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'symbol=' 'logs=+' 'since=' 'until=' 'expected=+' 'metrics=+' 'health=+' 'prometheus=' 'answer=+' 'no-audit' 'version' 'h/help'
            case 'watch'
                __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'symbol=' 'logs=+' 'since=' 'until=' 'expected=+' 'metrics=+' 'health=+' 'prometheus=' 'answer=+' 'no-audit' 'expect=' 'for=' 'create' 'version' 'h/help'
            case 'reconnect'
                __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'execute' 'confirm=' 'reason=' 'ticket=' 'without-triage' 'policy-loosened' 'max-orders=' 'max-notional=' 'symbol=' 'logs=+' 'since=' 'until=' 'expected=+' 'metrics=+' 'health=+' 'prometheus=' 'answer=+' 'no-audit' 'version' 'h/help'
            end
        case 'timeline'
            __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'symbol=' 'logs=+' 'since=' 'until=' 'no-audit' 'version' 'h/help'
        case 'audit'
            __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'since=' 'until=' 'operator=' 'symbol=' 'order=' 'kind=+' 'action=+' 'environment=' 'outcome=+' 'manual-cancels' 'manual-actions' 'csv' 'limit=' 'all' 'version' 'h/help'
            case 'show'
                __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            case 'verify'
                __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'head=+' 'deep' 'from=' 'version' 'h/help'
            case 'head'
                __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            case 'resolve'
                __grinderctl_parse_subcommand -r 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            case 'export'
                __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            case 'merge'
                __grinderctl_parse_subcommand -r 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'lines' 'version' 'h/help'
            case 'report'
                __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'out=' 'since=' 'version' 'h/help'
            case 'push'
                __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'to=' 'batch=' 'version' 'h/help'
            end
        case 'incident'
            __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'open'
                __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'title=' 'version' 'h/help'
            case 'close'
                __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'reason=' 'version' 'h/help'
            case 'list'
                __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'open' 'version' 'h/help'
            case 'note'
                __grinderctl_parse_subcommand -r 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'text=' 'version' 'h/help'
            end
        case 'runbook'
            __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'list'
                __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            case 'show'
                __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            case 'lint'
                __grinderctl_parse_subcommand -r 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            case 'export'
                __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            end
        case 'sandbox'
            __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'serve'
                __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'port=' 'scenario=' 'state=' 'latency=' 'fault=+' 'public-key=+' 'read-only-key' 'export' 'version' 'h/help'
            end
        case 'drill'
            __grinderctl_parse_subcommand 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'list' 'all' 'version' 'h/help'
        case 'config'
            __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            switch $unparsed_tokens[1]
            case 'show'
                __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            case 'check'
                __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            case 'init'
                __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
            case 'schema'
                __grinderctl_parse_subcommand 0 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'report' 'version' 'h/help'
            end
        case 'explain'
            __grinderctl_parse_subcommand -r 2 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
        case 'help'
            __grinderctl_parse_subcommand -r 1 'env=' 'base-url=' 'ws-url=' 'config=' 'audit-db=' 'json' 'format=' 'q/quiet' 'v/verbose' 'no-color' 'no-input' 'incident=' 'print-curl' 'weight-budget=' 'version' 'h/help'
        case 'help'
            __grinderctl_parse_subcommand -r 1 'version'
        end
    end
end

function __grinderctl_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __grinderctl_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __grinderctl_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __grinderctl_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__grinderctl_tokens -p)
    if test -z "$(__grinderctl_tokens -t)"
        set -l index (count (__grinderctl_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'grinderctl' -f
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'scan' -d 'Show what is wrong right now: orders, positions, logs, metrics, expected state.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'triage' -d 'Investigate a mismatch, or any text you paste.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'listen' -d 'Receive Alertmanager\'s webhook and have the verdict ready. Reads only.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'cancel' -d 'Cancel orphaned grinder orders, normal or conditional.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'flatten' -d 'Close a position that grinder\'s own fills made, at market, reduce-only.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'reset' -d 'Full State Reset: stop, clear, cancel, close, start. Resumable.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'approve' -d 'Sign another operator\'s plan.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'check' -d 'Check the stream, REST, the bot\'s state and the clock.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'stream' -d 'Check, watch or restart the user-data stream.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'timeline' -d 'Log lines, exchange history and audit entries for an order or symbol, on one clock.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'audit' -d 'Read and verify the record of every investigation and action.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'incident' -d 'Group related investigations and actions.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'runbook' -d 'Read, check and export the runbooks.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'sandbox' -d 'Run the embedded exchange on loopback.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'drill' -d 'Practise on the embedded exchange: no key, no money.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'config' -d 'Show, check and create the configuration.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'explain' -d 'Explain a code and what to do about it.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl" -eq 1' -fa 'help' -d 'Help for a topic or command.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion scan -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" symbol' -l 'symbol' -d 'Symbol, if the id doesn\'t contain it.' -rfka '(__grinderctl_custom_completion ---completion scan -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan"' -l 'logs' -d 'Log file, quoted glob, folder or -. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" since' -l 'since' -d 'Read log lines from: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" until' -l 'until' -d 'Read log lines until; as --since.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan"' -l 'expected' -d 'File with grinder\'s expected state. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan"' -l 'metrics' -d 'A bot\'s /metrics; /healthz and /readyz are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan"' -l 'health' -d 'A bot\'s /healthz; the other pages are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" prometheus' -l 'prometheus' -d 'A Prometheus server to query, with or instead of the bots.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan"' -l 'answer' -d 'Answer a step\'s question. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" no-audit' -l 'no-audit' -d 'Record nothing; a triage run with --no-audit does not authorise actions.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" run' -l 'run' -d 'Triage every finding.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" watch' -l 'watch' -d 'Repeat at this interval (10s or more) and report what appeared and cleared.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl scan" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion triage -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" symbol' -l 'symbol' -d 'Symbol, if the id doesn\'t contain it.' -rfka '(__grinderctl_custom_completion ---completion triage -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage"' -l 'logs' -d 'Log file, quoted glob, folder or -. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" since' -l 'since' -d 'Read log lines from: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" until' -l 'until' -d 'Read log lines until; as --since.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage"' -l 'expected' -d 'File with grinder\'s expected state. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage"' -l 'metrics' -d 'A bot\'s /metrics; /healthz and /readyz are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage"' -l 'health' -d 'A bot\'s /healthz; the other pages are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" prometheus' -l 'prometheus' -d 'A Prometheus server to query, with or instead of the bots.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage"' -l 'answer' -d 'Answer a step\'s question. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" no-audit' -l 'no-audit' -d 'Record nothing; a triage run with --no-audit does not authorise actions.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl triage" -eq 1' -fa 'missing' -d 'ORDER_MISSING_ON_EXCHANGE: what happened to an order the exchange doesn\'t show?'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl triage" -eq 1' -fa 'unexpected' -d 'ORDER_EXISTS_UNEXPECTED: is this order orphaned, or does a running bot own it?'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl triage" -eq 1' -fa 'divergence' -d 'ORDER_STATUS_DIVERGENCE: do the bot and the exchange agree by now?'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl triage" -eq 1' -fa 'position' -d 'POSITION_NONZERO_UNEXPECTED: whose fills made this position?'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl triage" -eq 1' -fa 'alert' -d 'Triage what is firing.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl triage" -eq 1' -fa 'text' -d 'Triage an id, an order number, a symbol or a pasted log line.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion triage missing -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" symbol' -l 'symbol' -d 'Symbol, if the id doesn\'t contain it.' -rfka '(__grinderctl_custom_completion ---completion triage missing -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing"' -l 'logs' -d 'Log file, quoted glob, folder or -. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" since' -l 'since' -d 'Read log lines from: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" until' -l 'until' -d 'Read log lines until; as --since.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing"' -l 'expected' -d 'File with grinder\'s expected state. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing"' -l 'metrics' -d 'A bot\'s /metrics; /healthz and /readyz are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing"' -l 'health' -d 'A bot\'s /healthz; the other pages are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" prometheus' -l 'prometheus' -d 'A Prometheus server to query, with or instead of the bots.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing"' -l 'answer' -d 'Answer a step\'s question. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" no-audit' -l 'no-audit' -d 'Record nothing; a triage run with --no-audit does not authorise actions.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" step' -l 'step' -d 'Pause after each step to continue, add a note or hand over. Needs a terminal.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl triage missing" -eq 1' -fka '(__grinderctl_custom_completion ---completion triage missing -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage missing" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion triage unexpected -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" symbol' -l 'symbol' -d 'Symbol, if the id doesn\'t contain it.' -rfka '(__grinderctl_custom_completion ---completion triage unexpected -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected"' -l 'logs' -d 'Log file, quoted glob, folder or -. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" since' -l 'since' -d 'Read log lines from: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" until' -l 'until' -d 'Read log lines until; as --since.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected"' -l 'expected' -d 'File with grinder\'s expected state. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected"' -l 'metrics' -d 'A bot\'s /metrics; /healthz and /readyz are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected"' -l 'health' -d 'A bot\'s /healthz; the other pages are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" prometheus' -l 'prometheus' -d 'A Prometheus server to query, with or instead of the bots.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected"' -l 'answer' -d 'Answer a step\'s question. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" no-audit' -l 'no-audit' -d 'Record nothing; a triage run with --no-audit does not authorise actions.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" step' -l 'step' -d 'Pause after each step to continue, add a note or hand over. Needs a terminal.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl triage unexpected" -eq 1' -fka '(__grinderctl_custom_completion ---completion triage unexpected -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage unexpected" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion triage divergence -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" symbol' -l 'symbol' -d 'Symbol, if the id doesn\'t contain it.' -rfka '(__grinderctl_custom_completion ---completion triage divergence -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence"' -l 'logs' -d 'Log file, quoted glob, folder or -. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" since' -l 'since' -d 'Read log lines from: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" until' -l 'until' -d 'Read log lines until; as --since.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence"' -l 'expected' -d 'File with grinder\'s expected state. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence"' -l 'metrics' -d 'A bot\'s /metrics; /healthz and /readyz are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence"' -l 'health' -d 'A bot\'s /healthz; the other pages are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" prometheus' -l 'prometheus' -d 'A Prometheus server to query, with or instead of the bots.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence"' -l 'answer' -d 'Answer a step\'s question. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" no-audit' -l 'no-audit' -d 'Record nothing; a triage run with --no-audit does not authorise actions.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" expected-status' -l 'expected-status' -d 'What the bot expects: OPEN, FILLED, CANCELLED, …' -rfka 'PENDING OPEN PARTIALLY_FILLED FILLED CANCELLED REJECTED EXPIRED'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" grace' -l 'grace' -d 'Wait this long before reading again, up to 60s.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" step' -l 'step' -d 'Pause after each step to continue, add a note or hand over. Needs a terminal.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl triage divergence" -eq 1' -fka '(__grinderctl_custom_completion ---completion triage divergence -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage divergence" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion triage position -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" symbol' -l 'symbol' -d 'Symbol, if the id doesn\'t contain it.' -rfka '(__grinderctl_custom_completion ---completion triage position -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position"' -l 'logs' -d 'Log file, quoted glob, folder or -. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" since' -l 'since' -d 'Read log lines from: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" until' -l 'until' -d 'Read log lines until; as --since.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position"' -l 'expected' -d 'File with grinder\'s expected state. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position"' -l 'metrics' -d 'A bot\'s /metrics; /healthz and /readyz are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position"' -l 'health' -d 'A bot\'s /healthz; the other pages are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" prometheus' -l 'prometheus' -d 'A Prometheus server to query, with or instead of the bots.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position"' -l 'answer' -d 'Answer a step\'s question. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" no-audit' -l 'no-audit' -d 'Record nothing; a triage run with --no-audit does not authorise actions.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" step' -l 'step' -d 'Pause after each step to continue, add a note or hand over. Needs a terminal.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl triage position" -eq 1' -fka '(__grinderctl_custom_completion ---completion triage position -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage position" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion triage alert -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" symbol' -l 'symbol' -d 'Symbol, if the id doesn\'t contain it.' -rfka '(__grinderctl_custom_completion ---completion triage alert -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert"' -l 'logs' -d 'Log file, quoted glob, folder or -. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" since' -l 'since' -d 'Read log lines from: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" until' -l 'until' -d 'Read log lines until; as --since.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert"' -l 'expected' -d 'File with grinder\'s expected state. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert"' -l 'metrics' -d 'A bot\'s /metrics; /healthz and /readyz are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert"' -l 'health' -d 'A bot\'s /healthz; the other pages are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" prometheus' -l 'prometheus' -d 'A Prometheus server to query, with or instead of the bots.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert"' -l 'answer' -d 'Answer a step\'s question. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" no-audit' -l 'no-audit' -d 'Record nothing; a triage run with --no-audit does not authorise actions.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" alertmanager' -l 'alertmanager' -d 'Fetch the firing alerts of this Alertmanager.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl triage alert" -eq 1' -F
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage alert" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion triage text -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" symbol' -l 'symbol' -d 'Symbol, if the id doesn\'t contain it.' -rfka '(__grinderctl_custom_completion ---completion triage text -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text"' -l 'logs' -d 'Log file, quoted glob, folder or -. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" since' -l 'since' -d 'Read log lines from: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" until' -l 'until' -d 'Read log lines until; as --since.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text"' -l 'expected' -d 'File with grinder\'s expected state. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text"' -l 'metrics' -d 'A bot\'s /metrics; /healthz and /readyz are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text"' -l 'health' -d 'A bot\'s /healthz; the other pages are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" prometheus' -l 'prometheus' -d 'A Prometheus server to query, with or instead of the bots.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text"' -l 'answer' -d 'Answer a step\'s question. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" no-audit' -l 'no-audit' -d 'Record nothing; a triage run with --no-audit does not authorise actions.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl triage text" -ge 1' -fka '(__grinderctl_custom_completion ---completion triage text -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl triage text" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion listen -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" symbol' -l 'symbol' -d 'Symbol, if the id doesn\'t contain it.' -rfka '(__grinderctl_custom_completion ---completion listen -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen"' -l 'logs' -d 'Log file, quoted glob, folder or -. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" since' -l 'since' -d 'Read log lines from: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" until' -l 'until' -d 'Read log lines until; as --since.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen"' -l 'expected' -d 'File with grinder\'s expected state. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen"' -l 'metrics' -d 'A bot\'s /metrics; /healthz and /readyz are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen"' -l 'health' -d 'A bot\'s /healthz; the other pages are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" prometheus' -l 'prometheus' -d 'A Prometheus server to query, with or instead of the bots.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen"' -l 'answer' -d 'Answer a step\'s question. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" no-audit' -l 'no-audit' -d 'Record nothing; a triage run with --no-audit does not authorise actions.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" bind' -l 'bind' -d 'Where to listen (127.0.0.1:9097); beyond loopback with a token.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" token-file' -l 'token-file' -d 'The bearer token each webhook must bring.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" notify' -l 'notify' -d 'Run in /bin/sh with each verdict on its stdin.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl listen" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion cancel -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" execute' -l 'execute' -d 'Send it. Without this flag only the plan is shown.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" confirm' -l 'confirm' -d 'Confirm by repeating the id or symbol; of several ids their count.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" reason' -l 'reason' -d 'Why: recorded for the reviewer.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" ticket' -l 'ticket' -d 'Ticket to record with it.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" without-triage' -l 'without-triage' -d 'Act without a fresh verdict. Recorded as an override.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" policy-loosened' -l 'policy-loosened' -d 'Act under less than the audit log last saw required. Recorded as an override.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" max-orders' -l 'max-orders' -d 'Maximum number of orders.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" max-notional' -l 'max-notional' -d 'Maximum value at mark price.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel"' -l 'answer' -d 'Your answer to a step\'s question, kept as evidence. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" symbol' -l 'symbol' -d 'Symbol, if the id doesn\'t contain it.' -rfka '(__grinderctl_custom_completion ---completion cancel -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" out' -l 'out' -d 'Write the plan to a new file, for approve and --plan.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" plan' -l 'plan' -d 'Carry out this plan file only.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" approval' -l 'approval' -d 'The approval of the plan file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl cancel" -ge 1' -fka '(__grinderctl_custom_completion ---completion cancel -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl cancel" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion flatten -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" execute' -l 'execute' -d 'Send it. Without this flag only the plan is shown.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" confirm' -l 'confirm' -d 'Confirm by repeating the id or symbol; of several ids their count.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" reason' -l 'reason' -d 'Why: recorded for the reviewer.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" ticket' -l 'ticket' -d 'Ticket to record with it.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" without-triage' -l 'without-triage' -d 'Act without a fresh verdict. Recorded as an override.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" policy-loosened' -l 'policy-loosened' -d 'Act under less than the audit log last saw required. Recorded as an override.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" max-orders' -l 'max-orders' -d 'Maximum number of orders.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" max-notional' -l 'max-notional' -d 'Maximum value at mark price.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" while-running' -l 'while-running' -d 'Act while an instance is running. Recorded as an override.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten"' -l 'metrics' -d 'A bot\'s /metrics; /healthz and /readyz are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten"' -l 'health' -d 'A bot\'s /healthz; the other pages are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" prometheus' -l 'prometheus' -d 'A Prometheus server that lists the instances.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten"' -l 'answer' -d 'Answer whether every instance is stopped.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" side' -l 'side' -d 'Side to close, if both are open in hedge mode.' -rfka 'long short'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" symbol' -l 'symbol' -d 'Must match SYMBOL if given.' -rfka '(__grinderctl_custom_completion ---completion flatten -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" out' -l 'out' -d 'Write the plan to a new file, for approve and --plan.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" plan' -l 'plan' -d 'Carry out this plan file only.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" approval' -l 'approval' -d 'The approval of the plan file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl flatten" -eq 1' -fka '(__grinderctl_custom_completion ---completion flatten -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl flatten" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion reset -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" execute' -l 'execute' -d 'Send it. Without this flag only the plan is shown.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" confirm' -l 'confirm' -d 'Confirm by repeating the id or symbol; of several ids their count.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" reason' -l 'reason' -d 'Why: recorded for the reviewer.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" ticket' -l 'ticket' -d 'Ticket to record with it.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" without-triage' -l 'without-triage' -d 'Act without a fresh verdict. Recorded as an override.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" policy-loosened' -l 'policy-loosened' -d 'Act under less than the audit log last saw required. Recorded as an override.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" max-orders' -l 'max-orders' -d 'Maximum number of orders.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" max-notional' -l 'max-notional' -d 'Maximum value at mark price.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset"' -l 'metrics' -d 'A bot\'s /metrics; /healthz and /readyz are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset"' -l 'health' -d 'A bot\'s /healthz; the other pages are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" prometheus' -l 'prometheus' -d 'A Prometheus server that lists the instances.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" resume' -l 'resume' -d 'Resume a reset, by its investigation.' -rfka '(__grinderctl_custom_completion ---completion reset -- --resume (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" only' -l 'only' -d 'cancel: stop after cancelling the orders.' -rfka 'cancel'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset"' -l 'symbol' -d 'Only this symbol. Repeatable.' -rfka '(__grinderctl_custom_completion ---completion reset -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset"' -l 'expected' -d 'File with grinder\'s expected state, to set aside. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset"' -l 'answer' -d 'Answer a step\'s question: instance-stopped=yes, restart=yes. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl reset" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion approve -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" key' -l 'key' -d 'SSH key to sign with (default: the first of ~/.ssh).' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" as' -l 'as' -d 'Who signs: your name in the allowed signers file.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" for' -l 'for' -d 'How long it is valid (default: the policy\'s maximum).' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" out' -l 'out' -d 'Approval file to write (default: next to the plan).' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" confirm' -l 'confirm' -d 'At least the first 8 digits of the plan\'s hash.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl approve" -eq 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'json\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl approve" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion check -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" symbol' -l 'symbol' -d 'Symbol, if the id doesn\'t contain it.' -rfka '(__grinderctl_custom_completion ---completion check -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check"' -l 'logs' -d 'Log file, quoted glob, folder or -. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" since' -l 'since' -d 'Read log lines from: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" until' -l 'until' -d 'Read log lines until; as --since.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check"' -l 'expected' -d 'File with grinder\'s expected state. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check"' -l 'metrics' -d 'A bot\'s /metrics; /healthz and /readyz are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check"' -l 'health' -d 'A bot\'s /healthz; the other pages are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" prometheus' -l 'prometheus' -d 'A Prometheus server to query, with or instead of the bots.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check"' -l 'answer' -d 'Answer a step\'s question. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" no-audit' -l 'no-audit' -d 'Record nothing; a triage run with --no-audit does not authorise actions.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl check" -eq 1' -fka '(__grinderctl_custom_completion ---completion check -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion stream -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl stream" -eq 1' -fa 'status' -d 'Show what is known about the bot\'s stream, without touching it.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl stream" -eq 1' -fa 'watch' -d 'Follow the account\'s events, one per line.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl stream" -eq 1' -fa 'reconnect' -d 'Restart the bot with its configured commands.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion stream status -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" symbol' -l 'symbol' -d 'Symbol, if the id doesn\'t contain it.' -rfka '(__grinderctl_custom_completion ---completion stream status -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status"' -l 'logs' -d 'Log file, quoted glob, folder or -. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" since' -l 'since' -d 'Read log lines from: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" until' -l 'until' -d 'Read log lines until; as --since.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status"' -l 'expected' -d 'File with grinder\'s expected state. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status"' -l 'metrics' -d 'A bot\'s /metrics; /healthz and /readyz are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status"' -l 'health' -d 'A bot\'s /healthz; the other pages are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" prometheus' -l 'prometheus' -d 'A Prometheus server to query, with or instead of the bots.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status"' -l 'answer' -d 'Answer a step\'s question. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" no-audit' -l 'no-audit' -d 'Record nothing; a triage run with --no-audit does not authorise actions.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion stream watch -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" symbol' -l 'symbol' -d 'Symbol, if the id doesn\'t contain it.' -rfka '(__grinderctl_custom_completion ---completion stream watch -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch"' -l 'logs' -d 'Log file, quoted glob, folder or -. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" since' -l 'since' -d 'Read log lines from: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" until' -l 'until' -d 'Read log lines until; as --since.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch"' -l 'expected' -d 'File with grinder\'s expected state. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch"' -l 'metrics' -d 'A bot\'s /metrics; /healthz and /readyz are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch"' -l 'health' -d 'A bot\'s /healthz; the other pages are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" prometheus' -l 'prometheus' -d 'A Prometheus server to query, with or instead of the bots.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch"' -l 'answer' -d 'Answer a step\'s question. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" no-audit' -l 'no-audit' -d 'Record nothing; a triage run with --no-audit does not authorise actions.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" expect' -l 'expect' -d 'End when an event for this client order id arrives.' -rfka '(__grinderctl_custom_completion ---completion stream watch -- --expect (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" for' -l 'for' -d 'End after this long: 90s, 10m, 2h.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" create' -l 'create' -d 'Create a listenKey if none exists, for an account without a bot. Refused while an instance answers.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream watch" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion stream reconnect -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" execute' -l 'execute' -d 'Send it. Without this flag only the plan is shown.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" confirm' -l 'confirm' -d 'Confirm by repeating the id or symbol; of several ids their count.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" reason' -l 'reason' -d 'Why: recorded for the reviewer.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" ticket' -l 'ticket' -d 'Ticket to record with it.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" without-triage' -l 'without-triage' -d 'Act without a fresh verdict. Recorded as an override.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" policy-loosened' -l 'policy-loosened' -d 'Act under less than the audit log last saw required. Recorded as an override.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" max-orders' -l 'max-orders' -d 'Maximum number of orders.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" max-notional' -l 'max-notional' -d 'Maximum value at mark price.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" symbol' -l 'symbol' -d 'Symbol, if the id doesn\'t contain it.' -rfka '(__grinderctl_custom_completion ---completion stream reconnect -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect"' -l 'logs' -d 'Log file, quoted glob, folder or -. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" since' -l 'since' -d 'Read log lines from: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" until' -l 'until' -d 'Read log lines until; as --since.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect"' -l 'expected' -d 'File with grinder\'s expected state. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect"' -l 'metrics' -d 'A bot\'s /metrics; /healthz and /readyz are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect"' -l 'health' -d 'A bot\'s /healthz; the other pages are read next to it. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" prometheus' -l 'prometheus' -d 'A Prometheus server to query, with or instead of the bots.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect"' -l 'answer' -d 'Answer a step\'s question. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" no-audit' -l 'no-audit' -d 'Record nothing; a triage run with --no-audit does not authorise actions.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl stream reconnect" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion timeline -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" symbol' -l 'symbol' -d 'Symbol, if the id doesn\'t contain it.' -rfka '(__grinderctl_custom_completion ---completion timeline -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline"' -l 'logs' -d 'Log file, quoted glob, folder or -. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" since' -l 'since' -d 'From: 90m, 2h30m, 3d (ago), yesterday, or ISO 8601.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" until' -l 'until' -d 'Until: as --since.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" no-audit' -l 'no-audit' -d 'Record nothing; audit entries are still shown.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl timeline" -eq 1' -fka '(__grinderctl_custom_completion ---completion timeline -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl timeline" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion audit -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl audit" -eq 1' -fa 'list' -d 'List entries, oldest first.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl audit" -eq 1' -fa 'show' -d 'Show an entry, an investigation or an incident.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl audit" -eq 1' -fa 'verify' -d 'Verify the chain and name the first bad entry.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl audit" -eq 1' -fa 'head' -d 'The last entry as SEQ:HASH; keep it elsewhere to detect truncation later.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl audit" -eq 1' -fa 'resolve' -d 'Resolve open intents by asking the exchange; nothing is sent again.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl audit" -eq 1' -fa 'export' -d 'Print every entry as a line of JSON, to verify anywhere with audit verify FILE.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl audit" -eq 1' -fa 'merge' -d 'Merge exports of several hosts by time; each line shows its host and chain.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl audit" -eq 1' -fa 'report' -d 'Report an incident, an investigation or a time range on one page.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl audit" -eq 1' -fa 'push' -d 'Copy this host\'s entries to a shared PostgreSQL table, each exactly once.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion audit list -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" since' -l 'since' -d 'From: 90m, 2h30m, 30d (ago), yesterday, or ISO 8601, by the recording host\'s clock.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" until' -l 'until' -d 'Until: as --since.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" operator' -l 'operator' -d 'Only by this operator, as recorded.' -rfka '(__grinderctl_custom_completion ---completion audit list -- --operator (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" symbol' -l 'symbol' -d 'Only this symbol.' -rfka '(__grinderctl_custom_completion ---completion audit list -- --symbol (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" id order' -l 'order' -l 'id' -d 'Only this client order id.' -rfka '(__grinderctl_custom_completion ---completion audit list -- --order (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list"' -l 'kind' -d 'Only this kind, like verdict or action.intent. Repeatable.' -rfka 'investigation.opened step answer verdict action.planned action.refused action.intent action.outcome action.verified action.resolved reset.step plan.approved incident.opened incident.closed note'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list"' -l 'action' -d 'Only about this action, like cancel or flatten. Repeatable.' -rfka 'cancel flatten reset reconnect'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" environment' -l 'environment' -d 'Only of this environment.' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list"' -l 'outcome' -d 'Only with this outcome: planned, refused, done, not-executed, verified, failed, unknown, resolved. Repeatable.' -rfka 'planned refused done not-executed verified failed unknown resolved'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" manual-cancels' -l 'manual-cancels' -d 'List cancel requests instead: who, when, what, why, ticket, outcome.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" manual-actions' -l 'manual-actions' -d 'List cancels and flattens instead, with the verdict each relied on.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" csv' -l 'csv' -d 'As comma-separated values.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" limit' -l 'limit' -d 'Show only the last N; not with --all.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" all' -l 'all' -d 'Every entry.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion audit show -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl audit show" -eq 1' -fka '(__grinderctl_custom_completion ---completion audit show -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion audit verify -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify"' -l 'head' -d 'A head printed earlier by audit head. Repeatable.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" deep' -l 'deep' -d 'Also compare a long log\'s indexes entry by entry.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl audit verify" -eq 1' -F
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" from' -l 'from' -d 'Verify every chain of a shared table instead.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit verify" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion audit head -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit head" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion audit resolve -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl audit resolve" -ge 1' -fka '(__grinderctl_custom_completion ---completion audit resolve -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit resolve" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion audit export -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion audit merge -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" lines' -l 'lines' -d 'JSON lines, each with its chain.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl audit merge" -ge 1' -F
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit merge" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion audit report -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl audit report" -eq 1' -fka '(__grinderctl_custom_completion ---completion audit report -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" out' -l 'out' -d 'File to write (default: stdout).' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" since' -l 'since' -d 'Only what was recorded since: 24h, 7d, yesterday, or ISO 8601.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit report" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion audit push -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" to' -l 'to' -d 'The server, without a password.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" batch' -l 'batch' -d 'Entries per transaction (default: 4000).' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl audit push" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion incident -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl incident" -eq 1' -fa 'open' -d 'Open an incident, with your id or a generated one.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl incident" -eq 1' -fa 'close' -d 'Close an incident; later additions are warned about.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl incident" -eq 1' -fa 'list' -d 'List the incidents.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl incident" -eq 1' -fa 'note' -d 'Add a permanent note to an incident.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion incident open -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" title' -l 'title' -d 'One-line title.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident open" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion incident close -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl incident close" -eq 1' -fka '(__grinderctl_custom_completion ---completion incident close -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" reason' -l 'reason' -d 'How it ended: recorded for the reviewer.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident close" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion incident list -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" open' -l 'open' -d 'Only open ones.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion incident note -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl incident note" -ge 1' -fka '(__grinderctl_custom_completion ---completion incident note -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" text' -l 'text' -d 'The text, instead of an argument.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl incident note" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion runbook -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl runbook" -eq 1' -fa 'list' -d 'List the runbooks.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl runbook" -eq 1' -fa 'show' -d 'Show a runbook as Markdown.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl runbook" -eq 1' -fa 'lint' -d 'Check runbooks against the steps in the code.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl runbook" -eq 1' -fa 'export' -d 'Write the built-in runbooks to a folder, for your team to edit.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion runbook list -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook list" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion runbook show -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl runbook show" -eq 1' -fka '(__grinderctl_custom_completion ---completion runbook show -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion runbook lint -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl runbook lint" -ge 1' -fa '(for p in (string match -e -- \'*/\' (commandline -t);or printf \n)*.\'md\';printf %s\n $p;end;__fish_complete_directories (commandline -t) \'\')'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook lint" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion runbook export -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl runbook export" -eq 1' -fa '(__grinderctl_complete_directories)'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl runbook export" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion sandbox -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl sandbox" -eq 1' -fa 'serve' -d 'Serve a USD-M futures account until SIGINT or SIGTERM.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion sandbox serve -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" port' -l 'port' -d 'Port to listen on; 0 picks a free one.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" scenario' -l 'scenario' -d 'A scenario of drill --list.' -rfka '(__grinderctl_custom_completion ---completion sandbox serve -- --scenario (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" state' -l 'state' -d 'Orders, positions and marks as JSON.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" latency' -l 'latency' -d 'Delay for every request.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve"' -l 'fault' -d 'Fault to inject. Repeatable.' -rfka 'drop-before drop-after 503-unknown 503-unknown-applied 503-unavailable 503-throttled 503-internal -1007 -1007-applied -1021 429 418 html fill-before-cancel partial-fill-before-cancel fill-between-reads reuse-id reopen-position clock+MS clock-MS latency+MS stream-silence stream-drop stream-expiry stream-refused stream-slow+MS'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve"' -l 'public-key' -d 'Register an Ed25519 public key, PEM or OpenSSH\'s .pub. Repeatable.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" read-only-key' -l 'read-only-key' -d 'Also accept a read-only key; the first line names it as readOnly.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" export' -l 'export' -d 'Print shell export lines instead, and the process id to kill.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl sandbox serve" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion drill -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" list' -l 'list' -d 'List the scenarios and their correct answers.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" all' -l 'all' -d 'Run every scenario and check its answers.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl drill" -eq 1' -fka '(__grinderctl_custom_completion ---completion drill -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl drill" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion config -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl config" -eq 1' -fa 'show' -d 'Show every setting, its value and where it came from.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl config" -eq 1' -fa 'check' -d 'Check the configuration, and whether the keys work and may trade.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl config" -eq 1' -fa 'init' -d 'Write a first configuration, readable only by you.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl config" -eq 1' -fa 'schema' -d 'Print the JSON Schema of the configuration, or of --json output.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion config show -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion config check -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion config init -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config init" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion config schema -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" report' -l 'report' -d 'Print the schema of --json output instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl config schema" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion explain -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl explain" -eq 1' -fka '(__grinderctl_custom_completion ---completion explain -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl explain" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" env' -l 'env' -d 'mainnet, demo or sandbox (default: mainnet).' -rfka 'mainnet demo sandbox'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" base-url' -l 'base-url' -d 'REST base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" ws-url' -l 'ws-url' -d 'Stream base URL of the exchange.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" config' -l 'config' -d 'Configuration file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" audit-db' -l 'audit-db' -d 'Audit log file.' -rF
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" json' -l 'json' -d 'One JSON object on stdout.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" format' -l 'format' -d 'text, or md: a block for a ticket.' -rfka 'text md'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" q quiet' -l 'quiet' -s 'q' -d 'One tabbed line a finding; no progress and no notes.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" v verbose' -l 'verbose' -s 'v' -d 'Every fact with its source, and every request as it is made.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" no-color' -l 'no-color' -d 'Print without colour.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" no-input' -l 'no-input' -d 'Never prompt; refuse instead.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" incident' -l 'incident' -d 'Incident to record this under.' -rfka '(__grinderctl_custom_completion ---completion help -- --incident (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" print-curl' -l 'print-curl' -d 'Print each read on stderr as a curl command, without key and signature.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" weight-budget' -l 'weight-budget' -d 'Request weight per minute: a number, or a percentage of the limit.' -rfka ''
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_positional "grinderctl help" -ge 1' -fka '(__grinderctl_custom_completion ---completion help -- positional@0 (count (__grinderctl_tokens -pc)) (string length -- "$(commandline -ct)"))'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" version' -l 'version' -d 'Show the version.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'grinderctl' -n '__grinderctl_should_offer_completions_for_flags_or_options "grinderctl help" version' -l 'version' -d 'Show the version.'
