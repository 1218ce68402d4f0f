/// The sentences of what an instance leaves open: an answer that is not grinder's, and an account sync.
/// `ignored` says of an operator's answer that it counts for nothing; it is empty where there is none.
enum InstanceDoubtWording {
    static func unusable(_ order: ObservedOrder, pages: [String], ignored: String) -> Verdict {
        let id = order.clientOrderID.rawValue
        let health = NextCommand("triage", "unexpected", id, "--health", "http://HOST:9090")
        let stopped = NextCommand("triage", "unexpected", id, "--answer", AnswerPlaceholder.stopped)
        return .inconclusive(
            "no page of grinder's at \(pages.joined(separator: ", "))",
            "What answers there is not grinder, and so nothing is known of it. Deciding: the address of its /healthz "
                + "and /readyz, or, when nothing runs, the answer that every instance is stopped.\(ignored)",
            next: ignored.isEmpty ? [health, stopped] : [health])
    }

    static func startUnknown(
        _ order: ObservedOrder, name: String, atLatest start: Timestamp, ignored: String
    ) -> Verdict {
        .inconclusive(
            "\(name) came through a pipe, and nothing tells when its uptime was read",
            "It was started by \(start), or any time before: \(order.sketch) may be its own. Deciding: its /healthz by "
                + "its address, or the saved page by its name.\(ignored)",
            next: [NextCommand("triage", "unexpected", order.clientOrderID.rawValue, "--health", "http://HOST:9090")])
    }

    static func takesOver(_ order: ObservedOrder, name: String, because why: String, ignored: String) -> Verdict {
        .inconclusive(
            "\(name) syncs the account: \(why)",
            "\(order.sketch) was placed before the start of \(name), which takes over the orders it finds: cancelling "
                + "one of its grid makes it trade. Deciding: stop \(name), or reset.\(ignored)",
            next: [NextCommand("reset")])
    }

    static func mayTakeOver(_ order: ObservedOrder, name: String, _ problem: Unavailable, ignored: String) -> Verdict {
        .inconclusive(
            "whether \(name) syncs the account is not known: \(problem.source): \(problem.detail)",
            "A running bot that syncs the account takes over the orders it finds. Deciding: its /metrics with "
                + "grinder_account_sync_last_wall_ts, or syncs: false in its config entry; or stop \(name), or reset."
                + ignored,
            next: [
                NextCommand(
                    "triage", "unexpected", order.clientOrderID.rawValue, "--metrics", "http://HOST:9090"),
                NextCommand("reset"),
            ])
    }
}
