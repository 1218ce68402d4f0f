import AuditLog
import Binance
import TriageCore

/// What an anchor's program may see of our environment: no key, no secret.
private let anchorVariables = ["PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ"]

extension Session {
    /// After an action, notes its head wherever the configuration says. An anchor that fails changes no outcome: it is
    /// told and recorded. Returns the entries with those this added; `nil` when nothing was to be noted.
    func anchored() async -> Report.AuditSpan? {
        guard investigation.hasActed, !settings.anchors.isEmpty, let span = investigation.recorded else { return nil }
        let words = [
            span.head, bench.now().description, bench.host, settings.environment.rawValue, span.investigation,
        ]
        let line = words.map(Printable.line).joined(separator: " ")
        let environment = bench.environment.filter { anchorVariables.contains($0.key) }
        let failures = await withTaskGroup(of: (Int, String?).self) { group in
            for (index, anchor) in settings.anchors.enumerated() {
                group.addTask { (index, await anchor.note(line, environment: environment)) }
            }
            return await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
        }
        for (index, why) in failures.sorted(by: { $0.key < $1.key }) {
            let anchor = settings.anchors[index]
            notes.warn("the head was not noted at the anchor \(anchor): \(why). The outcome stands.")
            do throws(Complaint) {
                try investigation.record(
                    .note,
                    [
                        "text": .string("the head \(span.head) was not noted at the anchor \(anchor): \(why)"),
                        "anchor": .string("\(anchor)"), "head": .string(span.head),
                    ])
            } catch {
                notes.warn("that was not recorded either: \(error.message)")
            }
        }
        return investigation.recorded
    }
}
