import AuditLog
import Binance
import TriageCore

/// The last four beats of one cancel: intent durable → sent → outcome recorded → read back and verified.
struct CancelSender {
    let session: Session

    /// How long an indefinite answer is looked into, and how often.
    private static let patienceMilliseconds: Int64 = 5_000
    private static let pauses: [Duration] = [
        .zero, .milliseconds(250), .milliseconds(500), .milliseconds(1_000), .milliseconds(1_500),
        .milliseconds(1_750),
    ]

    func send(
        _ clearance: consuming Clearance, of live: [ObservedOrder], isFirst: Bool, _ trail: inout CancelPerformer.Trail
    ) async throws -> ActionReport.Result {
        let request = clearance.request
        guard let order = live.first(where: { $0.cancelRequest == request }) else {
            throw Complaint(.bug, "a clearance for an order that is not in the plan. It was not sent.")
        }
        // From the durable intent on, an interrupt waits for the outcome.
        session.bench.interrupts.hold()
        let intent: RecordedIntent
        do {
            intent = try await clearance.record(in: session.investigation)
        } catch let complaint as Complaint where complaint.code == .refused {
            return ActionReport.Result(order, .refused, complaint.message)
        } catch let complaint as Complaint {
            if isFirst { throw complaint }
            // Earlier cancels of this call stand; their outcome decides, not this one's missing entry.
            return ActionReport.Result(order, .failed, "not sent: \(complaint.message)")
        }
        let seq = intent.seq
        try await session.bench.atBeat(.intentDurable)
        let answer = await session.exchange.send(intent)
        trail.requests += answer.requests
        try await session.bench.atBeat(.sent)
        write(.actionOutcome, order, AuditPayload.outcome(answer.outcome, of: seq))
        try await session.bench.atBeat(.outcomeRecorded)
        let settlement = await settle(order, answer, &trail)
        try await session.bench.atBeat(.readBack)
        write(.actionVerified, order, AuditPayload.readBack(intent: seq, settlement: settlement))
        try await session.bench.atBeat(.verified)
        return result(order, answer, settlement)
    }

    /// The request has left: a full disk must not hide its outcome.
    private func write(_ kind: AuditKind, _ order: ObservedOrder, _ payload: JSONValue) {
        do throws(Complaint) {
            try session.investigation.record(
                kind, symbol: order.symbol, clientOrderID: order.clientOrderID, payload)
        } catch {
            session.notes.warn("\(kind.rawValue) could not be recorded: \(error.message)")
        }
    }

    private func settle(
        _ order: ObservedOrder, _ answer: TradingAnswer, _ trail: inout CancelPerformer.Trail
    ) async -> CancelSettlement {
        let deadline = session.bench.uptime() + Self.patienceMilliseconds
        var last = CancelSettlement.unknown("it could not be read back")
        for (index, pause) in Self.pauses.enumerated() {
            if pause > .zero { try? await session.bench.sleep(pause) }
            let (look, requests) = await look(at: order, until: deadline)
            trail.requests += requests
            let isLast = index == Self.pauses.count - 1 || session.bench.uptime() >= deadline
            last = CancelSettlement.settle(answer.outcome, look: look, isLast: isLast)
            guard last == .lookAgain else { break }
        }
        return last
    }

    /// An exchange that does not answer at all must not hold the operator for longer than the patience.
    private func look(
        at order: ObservedOrder, until deadline: Int64
    ) async -> (CancelSettlement.Look, [RequestRecord]) {
        let looker = session.looker
        let left = max(1_000, deadline - session.bench.uptime())
        return await withTaskGroup(of: (CancelSettlement.Look, [RequestRecord])?.self) { group in
            group.addTask { await looker.look(at: order) }
            group.addTask {
                try? await Task.sleep(for: .milliseconds(left))
                return nil
            }
            defer { group.cancelAll() }
            if let first = await group.next(), let answered = first { return answered }
            let silence = Unavailable(
                .unreachable, source: "GET \(order.cancelRequest.endpoint.dropFirst("DELETE ".count))",
                detail: "no answer within \(left) ms")
            return (.unanswered(silence), [])
        }
    }

    private func result(
        _ order: ObservedOrder, _ answer: TradingAnswer, _ settlement: CancelSettlement
    ) -> ActionReport.Result {
        let position = NextCommand("triage", "position", order.symbol.rawValue)
        switch settlement {
        case .verified(let found):
            let final = found ?? answer.order.map(ObservedOrder.normal)
            let flagging = "grinder keeps flagging this id until it restarts"
            guard let final else {
                var result = ActionReport.Result(
                    order, .verified, "gone: not open, and the exchange keeps no record of it; \(flagging)")
                result.status = nil
                return result
            }
            let fills = final.hasFills ? "; \(final.executedQty) of \(final.origQty) was filled" : ""
            return ActionReport.Result(
                final, .verified, "\(final.status), read back from the exchange\(fills); \(flagging)",
                next: final.hasFills ? [position] : [])
        case .failed(let why):
            var result = ActionReport.Result(
                order, .failed, why, next: [NextCommand("triage", "unexpected", order.clientOrderID.rawValue)])
            if case .notExecuted(let refusal) = answer.outcome {
                result.refusal = refusal.kind
                if case .rateLimited(let seconds?) = refusal.kind { result.detail += "; wait \(seconds) s" }
            }
            return result
        case .unknown(let why):
            let next =
                answer.outcome == .done
                ? NextCommand("triage", "unexpected", order.clientOrderID.rawValue) : NextCommand("audit", "resolve")
            return ActionReport.Result(
                order, .unknown, "the cancel may have been executed: \(why). It was not sent again", next: [next])
        case .lookAgain:
            return ActionReport.Result(
                order, .unknown, "the cancel may have been executed", next: [NextCommand("audit", "resolve")])
        }
    }
}
