import TriageCore

/// The flags of this call that a next command needs too, so that it looks where this one did: evidence, instances, the
/// incident. What came through a pipe cannot be read again and is left out.
struct FollowUp: Sendable, Hashable {
    private let typed: TypedCommand

    init(_ arguments: [String] = []) { typed = TypedCommand(arguments) }

    private static let evidence = [
        "--logs", "--expected", "--metrics", "--health", "--prometheus", "--since", "--until",
    ]
    private static let ofCommands: [String: [String]] = [
        "triage": evidence, "scan": evidence, "check": evidence, "stream": evidence,
        "timeline": ["--logs", "--since", "--until"], "flatten": ["--metrics", "--health", "--prometheus"],
        "reset": ["--metrics", "--health", "--prometheus"], "cancel": [],
    ]

    /// What is appended to it; a flag that it names itself is its own.
    /// - Parameter withinWindow: also what `--since` and `--until` said.
    func flags(for words: [String], withinWindow: Bool = true) -> [String] {
        guard let first = words.first, let wanted = Self.ofCommands[first] else { return [] }
        return (wanted + ["--incident"]).filter { flag in
            !words.contains(flag) && (withinWindow || !["--since", "--until"].contains(flag))
        }.flatMap { flag in
            typed.values(of: flag).filter { !Self.isPipe($0) }.flatMap { [flag, $0] }
        }
    }

    private static func isPipe(_ value: String) -> Bool {
        value == "-" || ["/dev/stdin", "/dev/fd/", "/proc/self/fd/"].contains { value.hasPrefix($0) }
    }
}
