import TriageCore

/// What `live/engine.py` says when an order could not be placed. These lines name neither symbol nor id.
enum PlacementLine {
    /// Whether the bot gave up, by how the line begins; `%s` of the line is the kind of action that failed.
    private static let forms: [(start: StaticString, isFinal: Bool)] = [
        ("Non-retryable error on ", true),
        ("Transient error on ", false),
        ("Max retries exceeded for ", true),
        ("Circuit breaker OPEN for ", true),
    ]

    /// `nil` for a line that is none of these. An error on another action than a placement is an event of its name.
    static func meaning(_ message: [UInt8]) -> LogMeaning? {
        if message.starts(with: "ORDER_BUDGET_LATCH") {
            return .placementError(code: nil, message: String(bytes: message), isFinal: true)
        }
        guard let form = forms.first(where: { message.starts(with: $0.start) }) else { return nil }
        let text = String(bytes: message)
        let action = text.dropFirst(form.start.utf8CodeUnitCount).prefix { $0.isLetter || $0 == "_" }
        guard action == "PLACE" else { return .event("\(action.isEmpty ? "ACTION" : action)_ERROR") }
        let cause = text.firstRange(of: ": ").map { String(text[$0.upperBound...]) } ?? text
        return .placementError(code: code(of: cause), message: cause, isFinal: form.isFinal)
    }

    /// `Binance error -2019: …`, `Binance transient error -1021: …`, `Binance server error (503): {'code': -1008, …`.
    private static func code(of cause: String) -> Int? {
        if let match = cause.firstMatch(of: /Binance [a-z ]*error (-[0-9]{1,6}):/) { return Int(match.1) }
        if let match = cause.firstMatch(of: /["']code["']: ?(-[0-9]{1,6})/) { return Int(match.1) }
        return nil
    }
}
