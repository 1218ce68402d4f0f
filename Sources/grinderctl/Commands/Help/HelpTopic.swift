import AuditLog
import Runbooks
import TriageCore

/// What `grinderctl help TOPIC` says.
enum HelpTopic: String, CaseIterable {
    case exitCodes = "exit-codes"
    case environment, audit, gates, runbooks

    static let index = "\nTOPICS: \(allCases.map(\.rawValue).joined(separator: ", ")) (grinderctl help TOPIC)\n"

    var text: String {
        switch self {
        case .exitCodes: Self.exitCodeText
        case .environment: Self.environmentText
        case .audit: Self.auditText
        case .gates: Self.gateText
        case .runbooks: Self.runbookText
        }
    }

    /// Without a command: where to begin, on one screen.
    static let start = """
        grinderctl: resolve mismatches between grinder and Binance USD-M futures.

          An alert fired        grinderctl triage alert --alertmanager URL
          A pasted line or id   grinderctl triage 'TEXT'
          What's wrong now?     grinderctl scan
          Unexpected orders     grinderctl triage unexpected
          A missing order       grinderctl triage missing CID
          A position            grinderctl triage position SYMBOL
          It keeps coming back  grinderctl check

        Each ends with the command to type next. Reading changes nothing; cancel,
        flatten and reset show their plan and send nothing without --execute.

          An unknown outcome    grinderctl audit resolve
          What was done         grinderctl audit list
          What a code means     grinderctl explain CODE
          Practice, no key      grinderctl drill

        Commands: scan triage listen cancel flatten reset approve check stream timeline
        audit incident runbook sandbox drill config explain help. grinderctl --help says
        what each is for.

        """

    private static var exitCodeText: String {
        Explanation.exitCodes.flatMap { exit in
            WrappedText.lines(
                exit.meaning, leading: exit.code + String(repeating: " ", count: 5 - exit.code.count),
                width: WrappedText.columns)
        }.joined(separator: "\n") + "\n"
    }

    private static let environmentText = """
        BINANCE_API_KEY, BINANCE_API_SECRET            credentials (BINANCE_SECRET_KEY is accepted for the secret)
        BINANCE_API_KEY_FILE, BINANCE_API_SECRET_FILE  files instead, readable only by you; there is no secret flag
        BINANCE_KEY_TYPE                               hmac (default), ed25519 or ssh-agent
        BINANCE_PRIVATE_KEY_FILE                       ed25519: a private key in PKCS#8, PEM or DER, readable only by you
        BINANCE_PUBLIC_KEY, BINANCE_PUBLIC_KEY_FILE    ssh-agent: which of the agent's keys signs (ssh-ed25519 AAAA…)
        SSH_AUTH_SOCK                                  ssh-agent: the agent; the private key never leaves it
        CREDENTIALS_DIRECTORY                          systemd's: binance-api-key beside binance-api-secret,
                                                       binance-private-key or binance-public-key
        ALLOW_MAINNET_TRADE                            must be exactly 1 to allow actions on mainnet
        GRINDERCTL_CONFIG, \(variables)
                                                       as the flags; separate several values by newlines or commas
        NO_COLOR, CLICOLOR_FORCE, TERM=dumb            colour

        Precedence: flag, environment, configuration file, default.
        Configuration: $GRINDERCTL_CONFIG, else $XDG_CONFIG_HOME/grinderctl/config.yaml (~/.config). Keys:
        \(keys)
        policy: help gates. The same keys stand below profiles.\(ConfigurationKey.environments.joined(separator: "|")).
        grinderctl config init writes one, config show shows where each value comes from, config check tries the
        keys, config schema is for editors. An unknown key is refused.

        Keys. One profile may hold two keys of one account: triage reads with the first, --execute signs everything with
        credentials.acting. The audit log names both by fingerprint; keys that no profile puts together are two accounts,
        and a verdict from one does not authorise actions with the other (environment-mismatch).
        A credential-command runs in /bin/sh for at most 30 s and answers one JSON object on stdout:
          {"apiKey":"…","apiSecret":"…"}   or, with type: ed25519,   {"apiKey":"…","privateKey":"-----BEGIN PRIVATE KEY…"}
        With ssh-agent, ssh-add -t 15m KEYFILE adds the key for 15 minutes; with -c the agent asks before each signature.
        config check shows the public key to register with the exchange.

        After an action the audit head is written to each anchor: syslog (or journald), an absolute path, {file: PATH}, or
        {command: [PROGRAM, ARGUMENT…]}, run without a shell, key or secret and given the line on its stdin. A line is
        SEQ:HASH TIME HOST ENVIRONMENT INVESTIGATION. A failing anchor doesn't change the outcome.

        An entry of logs may be {name, command}: what the command prints is the log. It runs in /bin/sh for at most 30 s,
        without the exchange's keys; {since} and {until} are replaced by the time range, the last day unless --since and --until
        say otherwise. A command that exits with anything but 0 counts as not read. A prometheus token-file holds TOKEN or USER:PASSWORD.

        An instance's status command runs in /bin/sh. It says running or stopped by its last word (active running up true,
        inactive stopped exited failed false …); without a word exit 0 is running, exit 1 or 3 with an empty stderr is
        stopped, and anything else is ignored. stop and start are run by reset --execute; they must return within two
        minutes (a bot goes to the background), may be run again after a crash, and see PATH, HOME, LANG and where
        docker, systemd --user, kubectl and ssh find their servers, but no key.

        """

    /// `_ENV, _BASE_URL`: of the settings that a variable says as the flag does.
    private static let variables = SettingsTable.table.rows.compactMap { row in
        row.key.variable.flatMap { $0.hasPrefix("GRINDERCTL_") ? $0.dropFirst("GRINDERCTL".count) : nil }
    }.joined(separator: ", ")

    private static let keys = WrappedText.lines(
        ConfigurationKey.all.dropLast().map(\.outline).joined(separator: " "), leading: "  ", width: 116
    ).joined(separator: "\n")

    private static let auditText = """
        One SQLite file per environment, $XDG_DATA_HOME/grinderctl/audit-ENV.db (~/.local/share) unless --audit-db.
        It is append-only, and each entry carries the SHA-256 of the one before.

          audit list | show WHICH     read it; list filters by time, order, symbol, kind, operator; --manual-actions
          audit verify [--head H]     recompute the chain; name the first bad entry
          audit head                  the last entry as SEQ:HASH: keep it elsewhere to detect truncation
          audit resolve               settle intents whose outcome is unknown, by asking the exchange
          audit export | merge FILE…  one host's entries as JSON lines, several hosts' in one listing; verify checks both
          audit push --to postgres://USER@HOST/DB    copy this host's entries to a shared table, exactly once; the
                                      password from ~/.pgpass, PGPASSFILE or PGPASSWORD, TLS by sslmode. It is an
                                      address you choose: the rule on Binance's hosts does not apply to it
          audit verify --from postgres://…    recompute every chain of a shared table
          audit report INCIDENT       an incident as one page, HTML or Markdown; --since T without one
          incident open | close | note | list    group related work; --incident ID attaches a command

        Kinds:
        \(kinds)

        """

    private static let kinds = stride(from: 0, to: AuditKind.allCases.count, by: 5).map { start in
        "  " + AuditKind.allCases[start...].prefix(5).map(\.rawValue).joined(separator: " ")
    }.joined(separator: "\n")

    private static var runbookText: String {
        """
        grinderctl runbook list | show ID | lint [FILE] | export DIR
          ID: \(Runbook.compiledIDs.joined(separator: " "))

        Each procedure has a runbook, built into this binary, with a heading for each step. export writes copies for your
        team to edit, and runbooks: DIR in the configuration makes triage use them; lint checks a copy against the code.
        The audit log records the digest of the runbook that was used. Your team's own questions go in the front matter;
        answers are recorded as evidence and never change a verdict:

          ask:
            - {id: change-window, text: "Is a change window open?", choices: [yes, no], after: order}

        """
    }
}
