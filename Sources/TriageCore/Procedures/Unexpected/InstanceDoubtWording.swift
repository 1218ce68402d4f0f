/// The sentences of what an instance leaves open: an answer that is not grinder's, and an account sync.
/// `ignored` says of an operator's answer that it counts for nothing; it is empty where there is none.
enum InstanceDoubtWording {
    static func unusable(_ order: ObservedOrder, pages: [String], ignored: String) -> Verdict {
        let id = order.clientOrderID.rawValue
        let health = NextCommand("triage", "unexpected", id, "--health", "http://HOST:9090")
        let stopped = NextCommand("triage", "unexpected", id, "--answer", AnswerPlaceholder.stopped)
        return .inconclusive(
            "what answers is not grinder: \(pages.joined(separator: ", "))",
            "So nothing is known of the bot. To decide, I need the address of its /healthz and /readyz, or "
                + "confirmation that all instances are stopped.\(ignored)",
            next: ignored.isEmpty ? [health, stopped] : [health],
            brief: Verdict.Brief(
                shared: "what answers is not grinder: \(pages.joined(separator: ", "))",
                own: UnexpectedWording.own(order, .unknown)))
    }

    static func startUnknown(
        _ order: ObservedOrder, name: String, atLatest start: Timestamp, ignored: String
    ) -> Verdict {
        .inconclusive(
            "\(name) came through a pipe, so its uptime has no known time",
            "It started at \(start) or before, so \(order.sketch) may be its own. To decide, I need the address of its "
                + "/healthz, or the name of the saved page.\(ignored)",
            next: [NextCommand("triage", "unexpected", order.clientOrderID.rawValue, "--health", "http://HOST:9090")])
    }

    static func takesOver(_ order: ObservedOrder, name: String, because why: String, ignored: String) -> Verdict {
        .inconclusive(
            "\(name) syncs the account: \(why)",
            "\(order.sketch) was placed before \(name) started, but \(name) takes over the orders it finds: "
                + "cancelling one of them makes it trade. To decide: stop \(name), or reset.\(ignored)",
            next: [NextCommand("reset")],
            brief: Verdict.Brief(
                shared: "\(name) syncs the account and takes over the orders it finds: \(why)",
                own: UnexpectedWording.own(order, .unknown)))
    }

    static func mayTakeOver(_ order: ObservedOrder, name: String, _ problem: Unavailable, ignored: String) -> Verdict {
        .inconclusive(
            "can't tell whether \(name) syncs the account: \(problem.source): \(problem.detail)",
            "A running bot that syncs the account takes over the orders it finds. To decide, I need its /metrics with "
                + "grinder_account_sync_last_wall_ts, or syncs: false in its config entry; or stop \(name), or reset."
                + ignored,
            next: [
                NextCommand(
                    "triage", "unexpected", order.clientOrderID.rawValue, "--metrics", "http://HOST:9090"),
                NextCommand("reset"),
            ],
            brief: Verdict.Brief(
                shared: "can't tell whether \(name) syncs the account: \(problem.source): \(problem.detail)",
                own: UnexpectedWording.own(order, .unknown)))
    }
}
