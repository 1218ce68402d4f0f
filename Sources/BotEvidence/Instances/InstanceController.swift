import FoundationEssentials
package import TriageCore

/// Stops and starts instances by the operator's own commands (config `instances[].stop`, `.start`), and believes only
/// what is seen afterwards. ``InstanceProbe`` reads; this changes.
package struct InstanceController: Sendable {
    package enum Command: String, Sendable, Hashable { case stop, start }

    package enum Ending: Sendable, Hashable {
        /// It ended with 0; what it said last, redacted, one line.
        case done(said: String)
        case failed(String)
        case notConfigured
    }

    /// What a command of an instance may need beside `PATH`: where docker, systemd --user and ssh find their servers.
    /// Never a key of the exchange.
    private static let passed: Set<String> = [
        "PATH", "HOME", "LANG", "USER", "LOGNAME", "DOCKER_HOST", "DOCKER_CONTEXT", "DOCKER_CONFIG", "COMPOSE_FILE",
        "COMPOSE_PROJECT_NAME", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS", "SSH_AUTH_SOCK", "KUBECONFIG",
    ]

    private let probe: InstanceProbe
    private let environment: [String: String]
    private let redaction: Redaction
    private let commandTimeout: Duration
    private let sleep: @Sendable (Duration) async throws -> Void

    package init(
        probe: InstanceProbe, environment: [String: String], redaction: Redaction = Redaction(),
        commandTimeout: Duration = .seconds(120), sleep: @escaping @Sendable (Duration) async throws -> Void
    ) {
        self.probe = probe
        self.environment = environment.filter { Self.passed.contains($0.key) }
        self.redaction = redaction
        self.commandTimeout = commandTimeout
        self.sleep = sleep
    }

    /// Everything an instance can be asked, `/metrics` included.
    package func look(
        at sources: [InstanceSource], exchangeNow: @escaping @Sendable () -> Timestamp?
    ) async -> [InstanceReport] {
        await probe.probe(sources, exchangeNow: exchangeNow, withMetrics: true)
    }

    /// Runs the command once and waits for its end. The command must return: a bot it starts goes to the background.
    package func run(_ command: Command, of source: InstanceSource) async -> Ending {
        guard let command = command == .stop ? source.stopCommand : source.startCommand else { return .notConfigured }
        let outcome = await ShellCommand(text: command, environment: environment, timeout: commandTimeout).run()
        let complaint = lastLine(outcome.errors)
        let said = lastLine(outcome.output)
        switch outcome.ending {
        case .exited(0): return .done(said: said.isEmpty ? complaint : said)
        case .exited(let status):
            let words = complaint.isEmpty ? said : complaint
            return .failed("ended with exit status \(status)" + (words.isEmpty ? "" : ": \(words)"))
        case .signalled(let signal): return .failed("was ended by signal \(signal)")
        case .timedOut: return .failed("did not end within \(commandTimeout) and was killed")
        case .notRun(let reason): return .failed("was not run: \(reason)")
        }
    }

    /// Looks until `isEnough`, at most `looks` times with a second between; the last report.
    package func look(
        at source: InstanceSource, times looks: Int, exchangeNow: @escaping @Sendable () -> Timestamp?,
        until isEnough: (InstanceReport) -> Bool
    ) async -> InstanceReport? {
        var last: InstanceReport?
        for number in 0..<max(1, looks) {
            if number > 0 {
                do { try await sleep(.seconds(1)) } catch { return last }
            }
            last = await look(at: [source], exchangeNow: exchangeNow).first
            if let last, isEnough(last) { return last }
        }
        return last
    }

    private func lastLine(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) } ?? ""
        return String(redaction.redact(String(line)).prefix(200))
    }
}
