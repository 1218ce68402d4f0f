import JSON
import TriageCore

/// What `audit resolve` answers: each request that may have been executed, and what became of it.
struct ResolveReport: Printed {
    let report: Report
    let resolutions: [IntentResolver.Resolution]

    var isSettled: Bool { resolutions.allSatisfy(\.isSettled) }

    var json: JSONValue {
        .object([
            ("schema", "grinderctl/1"), ("command", .string(report.command)),
            ("environment", .string(report.environment)), ("settled", .bool(isSettled)),
            ("results", .array(resolutions.map(Self.json))), ("requests", .array(report.requests.map(Report.json))),
            ("weight", .integer(Int64(report.requests.map(\.weight).reduce(0, +)))),
            ("next", .strings(next.map(report.commandLine))), ("audit", report.audit.map(Report.json) ?? .null),
        ])
    }

    func screen(verbose: Bool) -> Screen {
        var screen = Screen()
        let place = "[\(report.environment)]"
        guard !resolutions.isEmpty else {
            screen.answer("settled", .good, "no unresolved requests \(place)")
            return screen
        }
        let settled = resolutions.filter(\.isSettled).count
        screen.answer(
            isSettled ? "settled" : "unknown", isSettled ? .good : .caution,
            "\(settled) of \(Count.of(resolutions.count, "request"))\(isSettled ? "" : " settled") by reading; nothing sent "
                + place)
        screen.blank()
        let shown = verbose ? resolutions.count : 12
        for resolution in resolutions.sorted(by: { !$0.isSettled && $1.isSettled }).prefix(shown) {
            let word = resolution.isSettled ? "settled" : "LEFT OPEN"
            screen.item(Self.name(resolution), .strong, "\(word), intent \(resolution.intent.seq)")
            screen.say(resolution.detail, indent: 4)
        }
        if resolutions.count > shown { screen.say("and \(resolutions.count - shown) more (-v shows them)") }
        screen.blank()
        report.records(&screen)
        for command in next { screen.command(report.commandLine(command)) }
        return screen
    }

    /// The same again while something is open; else a look at the position that an order closed, or a protection left,
    /// and at the order that a cancel did not reach.
    private var next: [NextCommand] {
        guard isSettled else { return [NextCommand("audit", "resolve")] }
        let positions = resolutions.filter(\.mayHaveMovedAPosition).compactMap(\.intent.symbol?.rawValue)
        let resting = resolutions.filter { $0.isStillThere && !$0.mayHaveMovedAPosition }
        let orders = resting.compactMap(\.intent.clientOrderID?.rawValue)
        switch (Set(positions).count, Set(orders).count) {
        case (0, 0): return []
        case (1, 0): return [NextCommand("triage", "position", positions[0])]
        case (0, 1): return [NextCommand("triage", "unexpected", orders[0])]
        default: return [NextCommand("scan", "--run")]
        }
    }

    /// One an intent: settled or unknown, status, executedQty, subject, symbol, detail.
    var tabbedLines: [TabbedLine] {
        resolutions.map {
            TabbedLine([
                $0.isSettled ? "settled" : "unknown", $0.status, $0.executedQty, Self.name($0),
                $0.intent.symbol?.rawValue,
                $0.detail,
            ])
        }
    }

    private static func name(_ resolution: IntentResolver.Resolution) -> String {
        resolution.intent.clientOrderID?.rawValue ?? resolution.intent.exchangeID ?? "?"
    }

    private static func json(_ resolution: IntentResolver.Resolution) -> JSONValue {
        .object([
            ("intent", .integer(resolution.intent.seq)),
            ("clientOrderId", .string(orNull: resolution.intent.clientOrderID?.rawValue)),
            ("orderId", .string(orNull: resolution.intent.exchangeID ?? resolution.orderID)),
            ("symbol", .string(orNull: resolution.intent.symbol?.rawValue)),
            ("settled", .bool(resolution.isSettled)), ("status", .string(orNull: resolution.status)),
            ("executedQty", .string(orNull: resolution.executedQty)), ("detail", .string(resolution.detail)),
        ])
    }
}

extension IntentResolver.Resolution {
    /// A closing order, a cancel that was part of a close, or an order that has filled.
    fileprivate var mayHaveMovedAPosition: Bool {
        let filled = executedQty.flatMap { Quantity($0) }.map { !$0.isZero } ?? false
        return filled || intent.placed != nil || (intent.action != nil && intent.action != .cancel)
    }
}
