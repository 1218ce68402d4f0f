import TriageCore

/// The moments that lines tell by themselves, with date and zone: a request's signing, a reconcile run's end, a
/// transport's time.
struct LogMoments {
    /// Further lines are not looked at.
    private static let most = 256
    private static let longest = 8_192
    /// A transport that differs by more from what its lines prove took them over late, or has another clock.
    private static let tolerance: Int64 = 90_000

    private let text: [UInt8]

    /// Of a text that begins with a line; its last line may be cut.
    init(_ text: [UInt8]) { self.text = text }

    /// Of the first line that has one; `nil` also where a transport contradicts its lines.
    var first: Timestamp? {
        var start = 0
        var transport: Timestamp?
        var rest = Self.most
        while rest > 0, let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) {
            if end - start <= Self.longest {
                let told = Told(Array(text[start..<end]))
                guard !told.isContradicted(by: Self.tolerance) else { return nil }
                if let proven = told.proven { return transport ?? proven }
                if transport == nil, let moment = told.transport {
                    transport = moment
                    // A little further there may be a line that bears it out, or does not.
                    rest = min(rest, Self.most / 8)
                }
            }
            start = end + 1
            rest -= 1
        }
        return transport
    }

    /// Of the last line that has one.
    var last: Timestamp? {
        var end = text.count
        for _ in 0..<Self.most {
            guard end > 0, let feed = text[..<end].lastIndex(of: UInt8(ascii: "\n")) else { return nil }
            if end < text.count, end - feed - 1 <= Self.longest {
                let told = Told(Array(text[(feed + 1)..<end]))
                guard !told.isContradicted(by: Self.tolerance) else { return nil }
                if let moment = told.proven ?? told.transport { return moment }
            }
            end = feed
        }
        return nil
    }

    private struct Told {
        let proven: Timestamp?
        let transport: Timestamp?

        init(_ line: [UInt8]) {
            let entry = LogEntry(line)
            proven = LineProof(entry).moment
            transport =
                (entry.transport + [entry.own].compactMap { $0 }).lazy.compactMap { stamp -> Timestamp? in
                    guard case .moment(let moment) = stamp else { return nil }
                    return moment
                }.first
        }

        func isContradicted(by tolerance: Int64) -> Bool {
            guard let proven, let transport else { return false }
            return abs(transport.milliseconds(since: proven)) > tolerance
        }
    }
}
