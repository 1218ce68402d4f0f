/// What the bot's log says of the exchange's answer to a placement.
extension MissingOrder {
    /// HTTP statuses of 4xx that leave open whether the order was placed.
    private static let openStatuses: Set<Int> = [408, 418, 429]
    /// Codes that leave it open: unexpected answer, timeout, and an id that an earlier order carries.
    private static let openCodes: Set<Int> = [-1006, -1007, -4116]
    /// Above -1100 these alone say that the order was refused.
    private static let generalRefusals: Set<Int> = [-1002, -1013, -1014, -1015, -1020, -1021, -1022]

    struct Refusal {
        /// `-2019 Margin is insufficient`, `HTTP 400`
        let words: String
        let line: LogEvent
        /// The exchange's own code is known for each placement.
        let isNamed: Bool
        let code: Int?
    }

    /// Every placement of it in the logs was refused; `nil`: none is there, or one may have been executed.
    var refusal: Refusal? {
        let placements = placementLines
        guard !placements.isEmpty else { return nil }
        var last: Refusal?
        var isNamed = true
        for placement in placements {
            guard let found = Self.refusal(of: placement, answer: answer(to: placement), id: id) else { return nil }
            isNamed = isNamed && found.isNamed
            last = found
        }
        return last.map { Refusal(words: $0.words, line: $0.line, isNamed: isNamed, code: $0.code) }
    }

    private static func refusal(of placement: LogEvent, answer: LogEvent?, id: ClientOrderID) -> Refusal? {
        guard let status = placement.placementStatus(of: id) else { return nil }
        var code: Int?
        var words = "HTTP \(status)"
        if case .placementError(let found?, let message, _)? = answer?.meaning {
            code = found
            words = "\(found) \(Self.words(message, code: found))"
        }
        if let code, openCodes.contains(code) { return nil }
        let isRefused =
            (400..<500).contains(status)
            ? !openStatuses.contains(status) : !isAccepted(status) && code.map(isRefusal) == true
        guard isRefused else { return nil }
        return Refusal(words: words, line: (code == nil ? nil : answer) ?? placement, isNamed: code != nil, code: code)
    }

    private static func isRefusal(_ code: Int) -> Bool {
        code <= -1_100 && !openCodes.contains(code) || generalRefusals.contains(code)
    }

    /// Binance's own words behind the code, without the bot's and without a full stop.
    private static func words(_ message: String, code: Int) -> String {
        let own = message.firstRange(of: "\(code): ").map { String(message[$0.upperBound...]) } ?? message
        return own.hasSuffix(".") ? String(own.dropLast()) : own
    }

    /// The bot's error on that placement: it stands directly behind, or names the order itself.
    private func answer(to placement: LogEvent) -> LogEvent? {
        let errors = (evidenceStore.logHistory(logs)?.events ?? []).filter {
            if case .placementError = $0.meaning { true } else { false }
        }
        let line = LogEvent.Placement(clientOrderID: id, number: placement.number)
        return errors.first { $0.behind == line && $0.file == placement.file }
            ?? errors.last { $0.clientOrderID == id }
    }

    /// A line that says that the exchange knew the order, whatever it says now.
    var existence: LogEvent? {
        evidenceStore.logHistory(logs)?.events.first { event in
            guard event.clientOrderID == id else { return false }
            switch event.meaning {
            // A test order was never placed.
            case .request(_, let path, let status): return Self.isAccepted(status) && !path.hasSuffix("/order/test")
            case .mismatch(let kind?, _): return kind == .orderUnexpected || kind == .statusDivergence
            case .event(let name):
                return [
                    "ORDER_LOOKUP", "CANCEL_OK", "INFLIGHT_FILL_DETECTED", "REMEDIATION_EXECUTED", "ACCOUNT_SYNC_DEBUG",
                ].contains(name)
            default: return false
            }
        }
    }

    /// The exchange refused a placement because an open order had this id: one did rest, this or an older one.
    var duplicate: LogEvent? {
        evidenceStore.logHistory(logs)?.events.first { event in
            guard case .placementError(let code?, _, _) = event.meaning, code == -4116 else { return false }
            return event.clientOrderID == id || event.behind?.clientOrderID == id
        }
    }

    /// A line that says that the bot took the order for one that rests: it tried to cancel it.
    var belief: LogEvent? {
        evidenceStore.logHistory(logs)?.events.first { event in
            guard event.clientOrderID == id else { return false }
            switch event.meaning {
            case .request("DELETE", _, _): return true
            case .event(let name): return name.hasPrefix("CANCEL_") || name.hasPrefix("TP_")
            default: return false
            }
        }
    }
}
