import AuditLog
import Binance
import TriageCore

/// Sending: one order or position at a time, each through all gates again right before its request.
extension ResetRunner {
    /// Reading again, sending, reading back, with what an order stands in front of; of a position also drawing its plan.
    private static let cancelWeight = 10
    private static let closeWeight = 2 * PositionReader.planWeight + 6

    mutating func cancel(_ orders: [ObservedOrder]) async throws -> [ResetActionResult<ObservedOrder>] {
        var results: [ResetActionResult<ObservedOrder>] = []
        for order in orders {
            guard await isFree(weight: Self.cancelWeight) else { break }
            let wanted = CancelPerformer.Wanted(id: order.clientOrderID, symbol: order.symbol, known: order)
            let performer = CancelPerformer(
                actionContext: actionContext, wanted: [wanted], accountReadings: accountReadings)
            let ending = try await carryOut { try await performer.perform() }
            unsettled.insert(order.symbol)
            results.append(ResetActionResult(order, ending))
            switch ending {
            case .unknown, .halted: return results
            case .verified, .failed, .impossible: break
            }
        }
        return results
    }

    mutating func close(_ position: ResetPosition) async throws -> ResetActionResult<ResetPosition> {
        guard await isFree(weight: Self.closeWeight) else { return ResetActionResult(position, .halted("interrupted")) }
        let choice: PositionLookup.Choice?
        switch position.key.side {
        case .both: choice = nil
        case .long: choice = .long
        case .short: choice = .short
        }
        let actionContext = actionContext
        let symbol = position.key.symbol
        let known = reading(of: position.key)
        unsettled.insert(symbol)
        report.dropPlanned(position.key)
        var drawn: [ActionReport.PlanStep] = []
        let work = {
            let done = try await FlattenPerformer(
                actionContext: actionContext, symbol: symbol, choice: choice, known: known
            ).perform()
            drawn = done.report.plan
            return done
        }
        var ending = try await carryOut(work)
        // Nothing was sent: a close in many parts needs more room than one.
        if lacksWeight, await isFree(weight: session.exchange.weight().budget) { ending = try await carryOut(work) }
        if lacksWeight { note(.rateLimited) }
        report.redraw(drawn, of: position.key)
        if case .verified = ending { closed.insert(position.key) }
        return ResetActionResult(position, ending)
    }

    private mutating func carryOut(
        _ work: () async throws -> ActionDone
    ) async throws -> ResetEnding {
        guard sent < session.settings.maxOrders else {
            return .halted("order-limit: \(sent) requests were sent, limit \(session.settings.maxOrders)")
        }
        let done: ActionDone
        lacksWeight = false
        do {
            done = try await work()
        } catch let commandError as CommandError where hasActed {
            note(commandError.code)
            return .halted(commandError.message)
        }
        requests += done.requests
        if done.requests.contains(where: { $0.method != "GET" }) {
            hasActed = true
            sent += done.requests.filter { $0.method != "GET" }.count
            survey = nil
        }
        for result in done.report.results { put(result) }
        if let refusal = done.report.results.compactMap(\.refusal).first { note(refusal) }
        return ending(of: done.report)
    }

    private mutating func put(_ result: ActionReport.Result) {
        let place = report.results.firstIndex {
            $0.clientOrderID == result.clientOrderID && $0.symbol == result.symbol
        }
        guard let place else { return report.results.append(result) }
        report.results[place] = result
    }

    private mutating func note(_ refusal: RequestOutcome.Refusal.Kind) {
        switch refusal {
        case .credentials: note(.credentialsRefused)
        case .rateLimited: note(.rateLimited)
        default: break
        }
    }

    private mutating func ending(of done: ActionReport) -> ResetEnding {
        let why = (done.results.map(\.detail) + done.notes).joined(separator: "; ")
        switch done.outcome {
        case .verified, .planned: return .verified
        case .unknown: return .unknown(why)
        case .failed:
            let ends = done.results.contains(where: \.endsTheSending)
            if ends { return .halted(why) }
            return done.results.contains { $0.outcome != .planned } ? .failed(why) : .impossible(why, .dust)
        case .refused:
            let refusing = done.gates.filter(\.isRefused)
            let words = refusing.map { "\($0.code.rawValue): \($0.detail)" }.joined(separator: "; ")
            report.gates = report.gates.map { gate in refusing.first { $0.code == gate.code } ?? gate }
            let codes = Set(refusing.map(\.code))
            lacksWeight = codes == [.weightBudget]
            // The position has changed since it was judged: it is read, and judged, again.
            if codes.contains(.stalePlan), codes.isSubset(of: [.stalePlan, .noFreshTriage]) { return .failed(words) }
            if codes.isSubset(of: [.notOurs, .notionalCap, .noFreshTriage]) {
                return .impossible(words, codes.contains(.notOurs) ? .notOurs : .gate)
            }
            return .halted(words)
        }
    }

    /// Waits until there is room in this minute's weight; `false` when interrupted meanwhile.
    private func isFree(weight: Int) async -> Bool {
        await session.makeRoom(for: weight)
        return !session.context.interrupts.isRequested
    }
}

extension ActionReport {
    /// What the plan foresaw of this side of a position, and of no other: its orders are drawn anew.
    fileprivate mutating func dropPlanned(_ key: ResetPosition.Key) {
        let foreseen = Set(
            plan.compactMap { step -> String? in
                guard case .close(let order) = step, order.symbol == key.symbol, order.positionSide == key.side else {
                    return nil
                }
                return order.clientOrderID.rawValue
            })
        results.removeAll { $0.outcome == .planned && foreseen.contains($0.clientOrderID) }
    }

    /// The closing orders as they were sent, in place of those the plan foresaw.
    fileprivate mutating func redraw(_ steps: [PlanStep], of key: ResetPosition.Key) {
        guard !steps.isEmpty else { return }
        plan.removeAll { step in
            guard case .close(let order) = step else { return false }
            return order.symbol == key.symbol && order.positionSide == key.side
                && !results.contains { result in
                    result.clientOrderID == order.clientOrderID.rawValue
                }
        }
        plan += steps.filter { !plan.contains($0) }
    }
}

extension Session {
    /// Waits for the next minute while this one has no room, in slices so that an interrupt ends it soon. A need beyond
    /// the whole budget is not waited for: the gate says so.
    func makeRoom(for weight: Int) async {
        for _ in 0..<3 {
            let reading = await exchange.weight()
            guard !reading.hasRoom(for: weight), weight <= reading.budget else { return }
            notes.note("the weight budget of this minute is used up; waiting \(reading.secondsToNextMinute) s")
            for _ in 0...(reading.secondsToNextMinute * 5) where !context.interrupts.isRequested {
                do { try await context.sleep(.milliseconds(200)) } catch { return }
            }
            if context.interrupts.isRequested { return }
        }
    }
}

extension ResetEffect {
    /// For the record: what the step begins with.
    var words: String {
        switch self {
        case .lookAtInstances: "check every instance"
        case .ask(let question): "ask: \(question.text)"
        case .stop(let name): "stop \(name)"
        case .setAside(let files): "set aside \(files.joined(separator: ", "))"
        case .readOrders: "read the open orders"
        case .cancel(let orders): "cancel \(orders.map(\.clientOrderID.rawValue).joined(separator: ", "))"
        case .follow(let algos): "follow \(algos.map(\.clientAlgoID.rawValue).joined(separator: ", "))"
        case .waitForTriggers(let symbols): "wait for triggers on \(symbols.map(\.rawValue).joined(separator: ", "))"
        case .readPositions: "read the positions"
        case .triage(let symbol): "triage \(symbol)"
        case .close(let position): "close \(position.key.words) \(position.amount)"
        case .start(let name): "start \(name)"
        case .conclude: "conclude"
        }
    }
}
