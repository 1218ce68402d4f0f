import JSON
import TriageCore

/// The part of a report that a scan adds.
struct ScanReport: Sendable, Hashable {
    struct Row: Sendable, Hashable {
        let finding: ScanFinding
        /// Only with `--run`.
        var judged: Finding?

        var verdict: Verdict? { judged?.verdict }
    }

    var rows: [Row]
    /// Reads that failed, and inputs that were named and could not be read.
    var unanswered: [Unavailable]
    /// No read of the exchange was answered.
    var isBlind: Bool

    init(_ readings: ScanReadings) {
        rows = readings.findings.map { Row(finding: $0) }
        unanswered = readings.unanswered
        isBlind = readings.isBlind
    }

    /// Any finding 1; a read that failed 2, or what says why; nothing answered 69.
    var exit: Int32 {
        let because = unanswered.compactMap { $0.kind.exit }.min()
        if isBlind { return because ?? 69 }
        if !rows.isEmpty { return 1 }
        return unanswered.isEmpty ? 0 : because ?? 2
    }
}

extension Report {
    func json(_ scan: ScanReport) -> JSONValue { .array(scan.rows.map(json)) }

    private func json(_ row: ScanReport.Row) -> JSONValue {
        let next = [row.finding.next] + (row.verdict?.next ?? [])
        return .object([
            ("subject", Self.json(row.finding.subject)), ("verdict", row.verdict.map(json) ?? .null),
            ("sign", .string(row.finding.sign)), ("source", .string(row.finding.source)),
            ("next", .strings(next.map(commandLine))),
        ])
    }
}

/// One look of a watch, against the one before.
struct ScanChange {
    let report: Report
    let appeared: [ScanFinding]
    let cleared: [ScanFinding]

    /// One object a line: the whole report, and what changed.
    var json: JSONValue {
        guard case .object(let members) = report.json else { return report.json }
        return .object(
            members + [
                "appeared": .array(appeared.map(Self.json)), "cleared": .array(cleared.map(Self.json)),
            ])
    }

    private static func json(_ finding: ScanFinding) -> JSONValue {
        .object([("subject", Report.json(finding.subject)), ("sign", .string(finding.sign))])
    }

    var text: String {
        let count = report.scan?.rows.count ?? 0
        let unread = report.scan?.unanswered.count ?? 0
        let caution = unread == 0 ? "" : ", \(unread) reads not answered"
        var lines = ["\(report.time?.description ?? ""): \(Count.of(count, "finding"))\(caution)"]
        lines += appeared.map { "  + \(Self.name($0)): \($0.sign); next: \(report.commandLine($0.next))" }
        lines += cleared.map { "  - \(Self.name($0)): cleared" }
        return lines.map { Printable.line($0) + "\n" }.joined()
    }

    private static func name(_ finding: ScanFinding) -> String {
        "\(finding.subject.word) \(finding.subject.name)"
    }
}
