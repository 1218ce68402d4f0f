extension Explanation {
    /// What a script sees, in ascending order.
    package static let exitCodes: [Explanation] = [
        exit(0, "Done: nothing for you to do, or verified.", "Nothing."),
        exit(
            1,
            "A finding: the verdict recommends an action or attention, an action failed, or the audit log was tampered with.",
            "Read the verdict and its last line."),
        exit(
            2, "Inconclusive: it could not be known, and the output says what is missing.",
            "Give it what the output asks for, and ask again."),
        exit(
            3, "Refused by a gate: nothing was sent.", "The output names each gate and what satisfies it.",
            execution: .notExecuted, NextCommand("help", "gates")),
        exit(
            4, "The exchange refused credentials, signature or permission (-1022 -2008 -2014 -2015).",
            "Check the key, its IP list and its permissions.", execution: .notExecuted, NextCommand("config", "check")
        ),
        exit(
            5, "Outcome UNKNOWN: the request may have been executed; the output names the command that resolves it.",
            "Never send it again before it is settled.",
            execution: .unknown, NextCommand("audit", "resolve")),
        exit(
            64, "Usage: the command can't be understood as typed.", "The error names the word.", execution: .notExecuted
        ),
        exit(
            65, "Bad data: an input is not what it should be.", "The error names the input and the place.",
            execution: .notExecuted),
        exit(66, "An input is not there.", "Check the path.", execution: .notExecuted),
        exit(69, "The exchange (or a database) is unavailable.", "Wait, and ask again.", NextCommand("check", "rest")),
        exit(70, "A bug in grinderctl.", "Report it with the command and its output."),
        exit(
            74, "The audit log can't be written: nothing was sent. Or a reading command's answer can't.",
            "Make room or name another file with --audit-db; a reading command may go on with --no-audit.",
            execution: .notExecuted),
        exit(
            75, "Rate limit or weight budget, with the seconds to wait.", "Wait that long.", execution: .notExecuted),
        exit(
            77, "File permissions: a secret, the configuration or the audit log is open to others.",
            "chmod 600 the file the error names.", execution: .notExecuted),
        exit(
            78, "Configuration: a setting is wrong or missing.", "The error names it.", execution: .notExecuted,
            NextCommand("config", "check")),
        exit(
            130, "Interrupted before anything was sent.", "What was recorded until then is in the audit log.",
            execution: .notExecuted, NextCommand("audit", "list")),
    ]

    private static func exit(
        _ code: Int, _ meaning: String, _ advice: String, execution: Execution? = nil, _ next: NextCommand...
    ) -> Explanation {
        Explanation(.exitCode, String(code), meaning, execution: execution, advice: advice, next: next)
    }

    /// The `code` of an error object, which exit status it goes with, and outcomes of actions.
    package static let errorCodes: [Explanation] = [
        error(
            "refused", "A gate refused: nothing was sent (exit 3).", "The output names each gate.", .notExecuted,
            NextCommand("help", "gates")),
        error(
            "planned", "The plan was drawn and every gate shown; nothing was sent (exit 0).",
            "Add --execute and what the gates ask for.", .notExecuted),
        error("verified", "Done, and read back from the exchange (exit 0).", "Nothing."),
        error(
            "failed", "The action did not do what it was to do (exit 1); what is left is named.",
            "Read what is left, then triage again."),
        error(
            "unknown", "The outcome is not known: the request may have been executed (exit 5).",
            "Settle it before anything else.", .unknown, NextCommand("audit", "resolve")),
        error(
            "outcome-unknown", "The request may have been executed (exit 5).", "Settle it before anything else.",
            .unknown, NextCommand("audit", "resolve")),
        error(
            "usage", "The command can't be understood as typed (exit 64).", "The error names the word.", .notExecuted),
        error("bad-data", "An input is not what it should be (exit 65).", "The error names the input.", .notExecuted),
        error("input-missing", "An input is not there (exit 66).", "Check the path.", .notExecuted),
        error(
            "database-unavailable", "The shared audit database does not answer (exit 69).",
            "The local audit log is whole; push again later."),
        error("bug", "A bug in grinderctl (exit 70).", "Report it with the command and its output."),
        error(
            "audit-unwritable", "The audit log can't be written (exit 74).",
            "Make room, or name another file with --audit-db.", .notExecuted),
        error(
            "permissions", "A file is open to others, or closed to you (exit 77).",
            "chmod 600 the file the error names.", .notExecuted),
        error(
            "configuration", "A setting is wrong or missing (exit 78).", "The error names it.", .notExecuted,
            NextCommand("config", "check")),
        error(
            "interrupted", "Interrupted before anything was sent (exit 130).", "The audit log has what was recorded.",
            .notExecuted),
    ]

    private static func error(
        _ code: String, _ meaning: String, _ advice: String, _ execution: Execution? = nil, _ next: NextCommand...
    ) -> Explanation {
        Explanation(.errorCode, code, meaning, execution: execution, advice: advice, next: next)
    }
}
