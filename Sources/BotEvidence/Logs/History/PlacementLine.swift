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

    static var beginnings: [[UInt8]] {
        forms.map { $0.start.withUTF8Buffer(Array.init) } + [Array("ORDER_BUDGET_LATCH".utf8)]
    }

    /// Whether one of these lines may begin at a position.
    static func begins(_ text: [UInt8], at position: Int) -> Bool {
        text.contains("ORDER_BUDGET_LATCH", at: position)
            || forms.contains { text.contains($0.start, at: position) }
    }

    /// `nil` for a line that is not one of these. An error on another action than a placement is an event of its name.
    static func meaning(_ message: [UInt8]) -> LogMeaning? {
        if message.starts(with: "ORDER_BUDGET_LATCH") {
            return .placementError(code: nil, message: String(bytes: message), isFinal: true)
        }
        guard let form = forms.first(where: { message.starts(with: $0.start) }) else { return nil }
        let rest = message[form.start.utf8CodeUnitCount...]
        let action = String(bytes: rest.prefix { ByteCursor.isWord($0) && !ByteCursor.isDigit($0) })
        guard action == "PLACE" else { return .event("\(action.isEmpty ? "ACTION" : action)_ERROR") }
        let cause = afterColon(message)
        return .placementError(code: code(of: cause), message: String(bytes: cause), isFinal: form.isFinal)
    }

    private static func afterColon(_ message: [UInt8]) -> [UInt8] {
        for index in message.indices.dropLast() where message.contains(": ", at: index) {
            return Array(message[(index + 2)...])
        }
        return message
    }

    /// `Binance error -2019: …`, `Binance transient error -1021: …`, `Binance server error (503): {'code': -1008, …`.
    private static func code(of cause: [UInt8]) -> Int? {
        first(in: cause) { $0.namedCode() } ?? first(in: cause) { $0.quotedCode() }
    }

    private static func first(in cause: [UInt8], _ read: (inout ByteCursor) -> Int?) -> Int? {
        var cursor = ByteCursor(cause)
        for start in cause.indices {
            cursor.position = start
            if let code = read(&cursor) { return code }
        }
        return nil
    }
}

extension ByteCursor {
    /// `Binance [a-z ]*error (-[0-9]{1,6}):`
    fileprivate mutating func namedCode() -> Int? {
        guard acceptWord("Binance ") else { return nil }
        let words = run { $0 == 0x20 || ($0 >= UInt8(ascii: "a") && $0 <= UInt8(ascii: "z")) }
        guard words.suffix(6).starts(with: "error "), let code = negativeNumber(), accept(":") else { return nil }
        return code
    }

    /// `["']code["']: ?(-[0-9]{1,6})`
    fileprivate mutating func quotedCode() -> Int? {
        guard acceptQuote(), acceptWord("code"), acceptQuote(), accept(":") else { return nil }
        _ = accept(" ")
        return negativeNumber()
    }

    private mutating func acceptQuote() -> Bool { accept("\"") || accept("'") }

    /// Of one to six digits.
    private mutating func negativeNumber() -> Int? {
        guard accept("-") else { return nil }
        var value: Int?
        for _ in 0..<6 {
            guard let digit = digits(1) else { break }
            value = (value ?? 0) * 10 + digit
        }
        return value.map { -$0 }
    }
}
