import AuditLog
import Binance
import BotEvidence
import TriageCore

/// What an anchor's program may see of our environment: no key, no secret.
private let anchorVariables = ["PATH", "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TZ"]

extension Session {
    /// After an action, notes its head wherever the configuration says. An anchor that fails changes no outcome: it is
    /// told and recorded. Returns the entries with those this added; `nil` when nothing was to be noted.
    func anchored() async -> Report.AuditSpan? {
        guard investigation.hasActed, !settings.anchors.isEmpty, let span = investigation.recorded else { return nil }
        let words = [
            span.head, context.now().description, context.host, settings.environment.rawValue, span.investigation,
        ]
        let line = words.map(Printable.line).joined(separator: " ")
        let environment = context.environment.filter { anchorVariables.contains($0.key) }
        let failures = await withTaskGroup(of: (Int, String?).self) { group in
            for (index, anchor) in settings.anchors.enumerated() {
                group.addTask {
                    let why = await anchor.note(line) { words, line in
                        await AnchorProgram(words: words, environment: environment).run(context.programs, giving: line)
                    }
                    return (index, why)
                }
            }
            return await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
        }
        for (index, why) in failures.sorted(by: { $0.key < $1.key }) {
            let anchor = settings.anchors[index]
            notes.warn("the head was not noted at the anchor \(anchor): \(why). The outcome is unchanged.")
            do throws(CommandError) {
                try investigation.record(
                    .note,
                    NoteRecord(head: span.head, notNotedAt: "\(anchor)", why))
            } catch {
                notes.warn("that was not recorded either: \(error.message)")
            }
        }
        return investigation.recorded
    }
}

/// A program that notes heads: no shell, nothing of our environment but what it is given.
struct AnchorProgram: Sendable {
    let words: [String]
    let environment: [String: String]
    var timeout: Duration = .seconds(AuditAnchor.patience)

    /// `nil`, or why it did not end well.
    func run(_ programs: Programs, giving line: String) async -> String? {
        guard let name = words.first,
            let path = name.contains("/") ? name : programs.find(name, environment["PATH"])
        else { return "there is no such program" }
        let program = Program(
            path: path, arguments: Array(words.dropFirst()), environment: environment, input: Array((line + "\n").utf8),
            timeout: timeout)
        return switch await programs.run(program).ending {
        case .exited(0): nil
        case .exited(let status): "it ended with status \(status)"
        case .signalled(let signal): "it was killed by signal \(signal)"
        case .timedOut: "it took longer than \(timeout) and was killed"
        case .notRun(let why): why
        }
    }
}
