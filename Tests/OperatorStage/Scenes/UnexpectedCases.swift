/// At least one case of every verdict that `unexpected` knows.
extension VerdictCase {
    private static func unexpectedCase(
        _ name: String, _ words: String, state: String = States.orphan, faults: [String] = [],
        botAnswers: Bool = true, changes: [String: String?] = [:], is codes: [String], _ actions: [String],
        _ exit: Int32
    ) -> VerdictCase {
        VerdictCase(
            "unexpected-" + name, ("unexpected " + words), state: state, faults: faults, botAnswers: botAnswers,
            changes: changes, codes: codes, actions: actions, exit: exit)
    }

    package static let unexpected = [
        unexpectedCase("orphaned", States.orphanID, is: ["orphaned"], ["cancel"], 1),
        unexpectedCase("orphaned-conditional", States.stopID, is: ["orphaned"], ["cancel"], 1),
        unexpectedCase("expected", States.botsID, is: ["expected"], ["none"], 0),
        unexpectedCase("gone", States.endedID, is: ["gone"], ["none"], 0),
        unexpectedCase("gone-with-fills", States.filledID, is: ["gone"], ["none"], 1),
        unexpectedCase("not-ours", "\(States.personsID) --symbol BTCUSDT", is: ["not-ours"], ["none"], 0),
        unexpectedCase("unknown", States.unknownID, is: ["inconclusive"], ["escalate"], 2),
        unexpectedCase(
            "no-instance", States.orphanID, botAnswers: false, is: ["inconclusive"], ["escalate"], 2),
        unexpectedCase(
            "silent-instance", States.orphanID, changes: ["GRINDERCTL_HEALTH": "http://127.0.0.1:9"],
            is: ["inconclusive"], ["escalate"], 2),
        unexpectedCase(
            "stopped-by-word", "\(States.orphanID) --answer instance-stopped=yes", botAnswers: false,
            is: ["orphaned"], ["cancel"], 1),
        unexpectedCase(
            "contradicted-word", "\(States.orphanID) --answer instance-stopped=yes", is: ["orphaned"], ["cancel"], 1),
        // Without the bot: the wait before a read is asked again moves the clock on which its start would be told.
        unexpectedCase(
            "unread", States.orphanID, faults: ["503-unavailable@GET:/fapi/v1/openOrders"], botAnswers: false,
            is: ["inconclusive"], ["escalate"], 2),
        unexpectedCase(
            "twelve", "", state: States.orphans(12), is: Array(repeating: "orphaned", count: 12),
            Array(repeating: "cancel", count: 12), 1),
    ]

    /// Of every procedure.
    package static let everyVerdict = all + unexpected
}
