import AuditLog
import Binance
import TriageCore

/// The last phases of one request, whatever it asks for: intent durable → sent → outcome recorded → read back, with
/// patience → verified.
struct RequestSender: Sendable {
    let session: Session
    let trading: BinanceTrading

    enum Sending: Sendable {
        case sent(TradingAnswer, intent: Int64)
        /// Nothing left; why.
        case held(ActionReport.Outcome, String)
    }

    /// How long an indefinite answer is looked into, and how often.
    private static let patienceMilliseconds: Int64 = 5_000
    private static let pauses: [Duration] = [
        .zero, .milliseconds(250), .milliseconds(500), .milliseconds(1_000), .milliseconds(1_500),
        .milliseconds(1_750),
    ]

    /// Writes the intent, sends it once, writes the outcome.
    func send(_ clearance: consuming Clearance, _ trail: inout ActionTrail) async throws -> Sending {
        let request = clearance.request
        // From the durable intent on, an interrupt waits for the outcome.
        session.context.interrupts.hold()
        // Before the intent is: its entry's time is no earlier.
        let deadline = session.context.now().milliseconds + BinanceClient.signingWindow
        var intent: RecordedIntent
        do {
            intent = try await clearance.record(in: session.investigation)
        } catch let commandError as CommandError where commandError.code == .refused {
            return .held(.refused, commandError.message)
        } catch let commandError as CommandError {
            if trail.isUnsent { throw commandError }
            // Earlier requests of this call stand; their outcome decides, not this one's missing entry.
            return .held(.failed, "not sent: \(commandError.message)")
        }
        intent.signBefore = deadline
        let seq = intent.seq
        try await session.context.atPhase(.intentDurable)
        let answer = await trading.send(intent)
        if answer.requests.contains(where: { $0.method != "GET" }) { session.investigation.hasSent = true }
        trail.isUnsent = false
        trail.requests += answer.requests
        try await session.context.atPhase(.sent)
        write(.actionOutcome, request, OutcomeRecord(answer.outcome, of: seq))
        try await session.context.atPhase(.outcomeRecorded)
        return .sent(answer, intent: seq)
    }

    /// Writes what was read back. What was not is noted, and its intent stays as open as its answer left it.
    func conclude(_ request: MutatingRequest, intent: Int64, _ readBack: OutcomeRecord?, unread why: String?)
        async throws
    {
        try await session.context.atPhase(.readBack)
        if let readBack {
            write(.actionVerified, request, readBack)
        } else if let why {
            write(.note, request, NoteRecord(unread: intent, by: .readBack, why))
        } else {
            session.investigation.expectNoMore(of: intent)
        }
        try await session.context.atPhase(.verified)
    }

    /// The request has left: a full disk must not hide its outcome.
    private func write<Members>(_ kind: AuditKind, _ request: MutatingRequest, _ record: Record<Members>) {
        do throws(CommandError) {
            try session.investigation.record(
                kind, symbol: request.symbol, clientOrderID: request.clientOrderID, record)
            if let path = session.investigation.keptAside {
                session.notes.warn(
                    "the audit log can be written no more: \(kind.rawValue) is kept in \(path), and the next command that "
                        + "records takes it in")
            }
        } catch {
            session.notes.warn("\(kind.rawValue) could not be recorded: \(error.message)")
        }
    }

    /// Looks until a look settles it, for up to 5 s; the last look is told that it is. An exchange that does not answer
    /// at all must not hold the operator for longer than that.
    /// - Parameters:
    ///   - source: what is asked, for the words of a silence: `GET /fapi/v1/order`.
    ///   - judge: `nil` to look again.
    func settle<ReadBack: Sendable, Settlement>(
        _ source: String, _ trail: inout ActionTrail,
        readBack: @escaping @Sendable () async -> (ReadBack, [RequestRecord]), silent: (Unavailable) -> ReadBack,
        judge: (ReadBack, _ isLast: Bool) -> Settlement?
    ) async -> Settlement? {
        let deadline = session.context.uptime() + Self.patienceMilliseconds
        for (index, pause) in Self.pauses.enumerated() {
            if pause > .zero { try? await session.context.sleep(pause) }
            let left = max(1_000, deadline - session.context.uptime())
            let seen: ReadBack
            if let (answered, requests) = await within(left, readBack) {
                trail.requests += requests
                seen = answered
            } else {
                seen = silent(Unavailable(.unreachable, source: source, detail: "no answer within \(left) ms"))
            }
            let isLast = index == Self.pauses.count - 1 || session.context.uptime() >= deadline
            if let settlement = judge(seen, isLast) { return settlement }
            if isLast { break }
        }
        return nil
    }

    private func within<Value: Sendable>(
        _ milliseconds: Int64, _ work: @escaping @Sendable () async -> Value
    ) async -> Value? {
        let limit = session.context.limit
        return await withTaskGroup(of: Value?.self) { group in
            group.addTask { await work() }
            group.addTask {
                try? await limit(.milliseconds(milliseconds))
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}
