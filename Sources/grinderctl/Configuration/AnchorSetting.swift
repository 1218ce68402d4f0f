import AuditLog

/// `audit.anchor`, or one of `anchors`: `syslog`, a file, or a program with its arguments.
enum AnchorSetting: Sendable, Hashable {
    case word(String)
    case file(String)
    case command([String])

    /// `nil` of a section that names neither.
    init?(_ written: WrittenValue) {
        if let word = written.text {
            self = .word(word)
        } else if let path = ConfigurationSection<AnchorRows>(written).file {
            self = .file(path)
        } else if let command = written.member("command")?.value, let words = ValueKind.argv.read(command) {
            self = .command(words)
        } else {
            return nil
        }
    }

    static func anchors(_ settings: [AnchorSetting], environment: [String: String]) throws -> [AuditAnchor] {
        var seen = Set<AuditAnchor>()
        return try settings.map { try $0.anchor(environment) }.filter { seen.insert($0).inserted }
    }

    private func anchor(_ environment: [String: String]) throws -> AuditAnchor {
        switch self {
        case .word("syslog"), .word("journald"): return .systemLog
        case .word(let word) where word.hasPrefix("/") || word.hasPrefix("~/"):
            return .file(environment.withHome(word))
        case .word(let word):
            throw CommandError(
                .configuration, "the audit anchor \(word) is not syslog, a path, {file: PATH} or {command: [PROGRAM]}")
        case .file(let path):
            let path = environment.withHome(path)
            guard path.hasPrefix("/") else {
                throw CommandError(.configuration, "the audit anchor's file \(path) is not an absolute path")
            }
            return .file(path)
        case .command(let words):
            guard let program = words.first, !program.isEmpty, !words.contains(where: { $0.utf8.contains(0) }) else {
                throw CommandError(.configuration, "the audit anchor's command is empty")
            }
            // No shell splits it: what looks like a command line would be taken for one long name.
            guard words.count > 1 || !program.contains(where: \.isWhitespace) else {
                throw CommandError(
                    .configuration,
                    "the audit anchor's command is run without a shell: write its words as a list, "
                        + "command: [\(program.split(whereSeparator: \.isWhitespace).joined(separator: ", "))]")
            }
            return .command(words)
        }
    }
}

extension ValueKind where Value == AnchorSetting {
    static var anchor: Self { textOr(AnchorRows.self, read: { AnchorSetting($0) }) }
}
