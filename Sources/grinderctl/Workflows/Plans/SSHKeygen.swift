import BotEvidence
import TriageCore

/// What is asked of OpenSSH's `ssh-keygen -Y`: it makes and checks signatures, so that no key is ever read here.
struct SSHKeygen: Sendable {
    /// What ssh-keygen needs: an agent, a place for its question, its home. Never a key of the exchange.
    private static let passed: Set<String> = [
        "HOME", "PATH", "LANG", "TERM", "USER", "LOGNAME", "SSH_AUTH_SOCK", "SSH_ASKPASS", "SSH_ASKPASS_REQUIRE",
        "SSH_SK_PROVIDER", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR",
    ]

    private let path: String
    private let environment: [String: String]
    private let programs: Programs

    /// `nil` where it is not installed.
    init?(_ context: CommandContext) {
        guard let path = context.programs.find("ssh-keygen", context.environment["PATH"]) else { return nil }
        self.path = path
        programs = context.programs
        environment = context.environment.filter { Self.passed.contains($0.key) }
    }

    static let missing = CommandError(
        .configuration, "ssh-keygen is not installed; approvals need it. Nothing was sent.",
        try: "apt-get install openssh-client")

    enum Answer: Sendable, Hashable {
        case good(String)
        /// Its last words.
        case bad(String)
    }

    /// Signs with a private key, or with a public one whose private half an agent holds; may ask for a passphrase or a
    /// touch. Answers the armoured signature.
    func sign(_ message: String, key: String, namespace: String) async -> Answer {
        await run(["-Y", "sign", "-n", namespace, "-f", key], message, waiting: .seconds(120), usesTerminal: true)
    }

    /// Whether a signature is one of this message and namespace, whoever made it.
    func check(_ message: String, signature: String, namespace: String) async -> Answer {
        await run(["-Y", "check-novalidate", "-n", namespace, "-s", signature], message)
    }

    /// Whether the allowed signers give the signing key to the principal, for this namespace and now.
    func verify(
        _ message: String, signature: String, by principal: String, allowed: String, namespace: String
    ) async -> Answer {
        await run(["-Y", "verify", "-f", allowed, "-I", principal, "-n", namespace, "-s", signature], message)
    }

    private func run(
        _ arguments: [String], _ message: String, waiting: Duration = .seconds(20), usesTerminal: Bool = false
    ) async -> Answer {
        let outcome = await programs.run(
            Program(
                path: path, arguments: arguments, environment: environment, input: Array(message.utf8),
                timeout: waiting, usesTerminal: usesTerminal))
        switch outcome.ending {
        case .exited(0): return .good(outcome.output)
        case .exited(let status): return .bad(words(outcome) ?? "exit status \(status)")
        case .signalled(let signal): return .bad("it was killed by signal \(signal)")
        case .timedOut: return .bad("it did not answer in time")
        case .notRun(let reason): return .bad("it could not be started: \(reason)")
        }
    }

    private func words(_ outcome: Program.Outcome) -> String? {
        (outcome.errors + "\n" + outcome.output).split(whereSeparator: \.isNewline).map { String($0).trimmed }
            .first { !$0.isEmpty && !$0.hasPrefix("Signing data on") }.map { String($0.prefix(200)) }
    }
}
