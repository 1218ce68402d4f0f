import BotEvidence
import TriageCore

/// The files a triage was given, read or found before the first request: a mistyped name ends the command at once.
struct TriageInputs: Sendable {
    let logs: [LogSource]
    let expected: ExpectedState?
    let standardInput = ReplayedInput()

    static func read(_ settings: Settings, home: String?) throws -> TriageInputs {
        TriageInputs(
            logs: try logSources(settings.logs, home: home) + settings.logCommands.map(LogSource.command),
            expected: settings.expected.isEmpty ? nil : try expectedState(settings.expected))
    }

    func gatherer(_ session: Session, clock: ClockReading?) -> EvidenceGatherer {
        let redaction = Redaction(secrets: session.settings.secrets)
        return EvidenceGatherer(
            exchange: session.exchange, clock: clock, now: session.context.now,
            instances: session.settings.instances,
            logs: logs + (session.context.pastedLine.map { [.pasted($0)] } ?? []),
            standardInput: { standardInput.chunks() },
            expected: expected?.orders, expectedPositions: expected?.positions,
            expectedFiles: session.settings.expected, since: session.settings.since, until: session.settings.until,
            redaction: redaction, probe: session.context.probe(hiding: session.settings.secrets),
            memory: session.investigation.store.map(AuditMemory.init), sleep: session.context.sleep)
    }

    /// What the logs prove, of all orders, unless `--since` says otherwise of the last `reach` milliseconds; `nil` when
    /// none was named.
    /// - Parameter limit: of events; beyond it some are left out, which is told as a problem.
    func history(
        _ session: Session, symbol: Symbol?, clock: ClockReading?, limit: Int = 5_000,
        topic: LogTopic = .everything, reach: Int64 = TimeSpan.day
    ) async -> LogHistory? {
        guard !logs.isEmpty else { return nil }
        let now = session.context.now()
        return await LogReader.history(
            logs, naming: nil, symbol: symbol,
            since: session.settings.since?.moment(now: now) ?? now.advanced(byMilliseconds: -reach),
            until: session.settings.until?.moment(now: now), now: now, zone: .system,
            redaction: Redaction(secrets: session.settings.secrets),
            standardInput: standardInput.chunks(), limit: limit, topic: topic,
            // A file time alone passes over what a person has asked to leave out, and nothing else.
            passingOverFrom: session.settings.since == nil ? .max : LogReader.smallestPassedOver)
    }

    private static func logSources(_ arguments: [String], home: String?) throws -> [LogSource] {
        do throws(LogSourceProblem) {
            return try LogSource.resolve(arguments, home: home)
        } catch {
            throw CommandError(.inputMissing, "--logs \(error.argument): \(error.detail). Nothing was sent.")
        }
    }

    private static func expectedState(_ files: [String]) throws -> ExpectedState {
        do throws(ExpectedStateProblem) {
            return try ExpectedState.read(files)
        } catch {
            let place = error.line.map { "\(error.file) line \($0)" } ?? error.file
            throw CommandError(
                error.kind == .malformed ? .badData : .inputMissing,
                "--expected \(place): \(error.detail). Nothing was sent.")
        }
    }
}
