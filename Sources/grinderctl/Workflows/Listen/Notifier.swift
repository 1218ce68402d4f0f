import BotEvidence
import Synchronization

/// Runs the configured command once an investigation has come to its verdict: in /bin/sh, the Markdown block on its
/// standard input, no key in its environment.
struct Notifier: Sendable {
    static let patience = Duration.seconds(30)

    let command: String
    let environment: [String: String]
    let programs: Programs

    private static let withheld: Set<String> = [
        "BINANCE_API_KEY", "BINANCE_API_SECRET", "BINANCE_SECRET_KEY", "PGPASSWORD",
    ]

    /// - Parameter secrets: a variable that holds one is withheld, whatever its name.
    init(_ command: String, _ context: CommandContext, secrets: [String]) {
        self.command = command
        let kept = secrets.filter { $0.utf8.count >= 8 }
        environment = context.environment.filter { name, value in
            !Self.withheld.contains(name) && !kept.contains(where: value.contains)
        }
        programs = context.programs
    }

    /// `nil`, or why it did not end well.
    /// - Parameter patience: at most ``Notifier/patience``.
    func send(_ block: String, within patience: Duration = Notifier.patience) async -> String? {
        var program = Program(
            path: "/bin/sh", arguments: ["-c", command], environment: environment, input: Self.bytes(of: block),
            timeout: min(patience, Self.patience))
        program.endsWhenCancelled = true
        return switch await programs.run(program).ending {
        case .exited(0): nil
        case .exited(let status): "it ended with status \(status)"
        case .signalled(let signal): "it was killed by signal \(signal)"
        case .timedOut: "it took longer than \(min(patience, Self.patience).components.seconds) s and was killed"
        case .notRun(let why): "it was not run: \(why)"
        }
    }

    /// What a program can be given at once; a longer block ends at a line, and says so.
    static func bytes(of block: String) -> [UInt8] {
        guard block.utf8.count > Program.mostInput else { return Array(block.utf8) }
        let end = "… (the rest is in the audit log)\n```\n"
        var kept = Array(block.utf8.prefix(Program.mostInput - end.utf8.count))
        if let line = kept.lastIndex(of: UInt8(ascii: "\n")) { kept.removeSubrange((line + 1)...) }
        return kept + Array(end.utf8)
    }
}
