import JSON
import TriageCore

/// What stops a command, told to a tired person: what failed, on what, what was not done, and the next command.
struct CommandError: Error, Sendable, Hashable {
    /// The stable word and exit status of each kind of failure.
    enum Code: String, Sendable, Hashable, CaseIterable {
        case attention
        case refused
        case credentialsRefused = "credentials-refused"
        case outcomeUnknown = "outcome-unknown"
        case usage
        case badData = "bad-data"
        case inputMissing = "input-missing"
        case exchangeUnavailable = "exchange-unavailable"
        case databaseUnavailable = "database-unavailable"
        case bug
        case auditUnwritable = "audit-unwritable"
        case rateLimited = "rate-limited"
        case permissions
        case configuration
        case interrupted

        var exit: Int32 {
            switch self {
            case .attention: 1
            case .refused: 3
            case .credentialsRefused: 4
            case .outcomeUnknown: 5
            case .usage: 64
            case .badData: 65
            case .inputMissing: 66
            case .exchangeUnavailable, .databaseUnavailable: 69
            case .bug: 70
            case .auditUnwritable: 74
            case .rateLimited: 75
            case .permissions: 77
            case .configuration: 78
            case .interrupted: 130
            }
        }
    }

    let code: Code
    let message: String
    /// A command line to type next.
    let attempt: String?

    init(_ code: Code, _ message: String, try attempt: String? = nil) {
        self.code = code
        self.message = message
        self.attempt = attempt
    }

    func proposing(_ attempt: String) -> CommandError { CommandError(code, message, try: attempt) }

    /// `error: WHAT` and, where there is one, `try: COMMAND`.
    var text: String {
        let lines = ["error: \(message)"] + (attempt.map { ["try: \($0)"] } ?? [])
        return lines.map(Printable.line).joined(separator: "\n") + "\n"
    }

    func json(command: String) -> JSONValue {
        .object([("schema", "grinderctl/1"), ("command", .string(command)), ("error", errorJSON)])
    }

    var errorJSON: JSONValue {
        .object([
            ("code", .string(code.rawValue)), ("message", .string(message)), ("exit", .integer(Int64(code.exit))),
            ("try", .string(orNull: attempt)),
        ])
    }
}

extension CommandError {
    /// What was typed may hold a key by mistake, and an error repeats what was typed.
    func hidingKeys(of environment: [String: String]) -> CommandError {
        let names = ["BINANCE_API_KEY", "BINANCE_API_SECRET", "BINANCE_SECRET_KEY"]
        let keys = names.compactMap { environment[$0] }.filter { $0.count >= 8 }
        func hidden(_ text: String) -> String {
            keys.reduce(text) { $0.replacing($1, with: "<redacted>") }
        }
        return CommandError(code, hidden(message), try: attempt.map(hidden))
    }
}
