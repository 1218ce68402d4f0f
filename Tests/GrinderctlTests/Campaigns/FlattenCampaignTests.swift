import OperatorStage
import Synchronization
import TestSupport
import Testing
import TriageCore

@testable import grinderctl

/// Flattens on random accounts while requests and answers go astray and others act: judged by the exchange's book.
@Suite struct FlattenCampaignTests {
    @Test(arguments: Campaign.parts(full: 10))
    func `nothing is sent twice, opened, reversed, over-flattened, or called flat that is not`(
        part: Int
    ) async throws {
        try await Campaign.run("flattens of any account, in any weather", part: part, full: 600) {
            seed, counts async throws in
            try await FlattenPlay(FlattenCase(seed: seed)).run(&counts)
        }
    }
}

/// Plays one case and says what was wrong.
struct FlattenPlay {
    private struct Dead: Error {}

    let given: FlattenCase

    init(_ given: FlattenCase) { self.given = given }

    func run(_ counts: inout [String: Int]) async throws -> [String] {
        var tally = counts
        defer { counts = tally }
        return try await SimulatedStage.set(state: given.state, seed: given.seed) { stage in
            if !given.botTrades { stage.instances.set(SimulatedStage.botOrigin, .stopped) }
            var ledger = ActionLedger(stage: stage)
            if given.triages {
                stage.exchange.weather = FaultSchedule(seed: given.seed, badReads: 10, badWrites: 0, changes: 20)
                _ = await stage.run(["triage", "position", given.symbol, "--json"])
            }
            stage.exchange.weather = FaultSchedule(seed: given.seed ^ 0x77, badReads: 25, badWrites: 550, changes: 25)
            let sends = Mutex(0)
            let first = await stage.run(given.flatten) { phase in
                guard let dies = given.dies else { return }
                if phase == .intentDurable { sends.withLock { $0 += 1 } }
                if phase.rawValue == dies.phase, sends.withLock({ $0 }) == dies.request { throw Dead() }
            }
            tally[judge(first, &ledger, mayDie: given.dies != nil), default: 0] += 1
            if given.retries {
                tally[judge(await stage.run(given.flatten), &ledger, mayDie: false), default: 0] += 1
            }
            if given.resolvesEarly {
                let early = await stage.run(["audit", "resolve", "--json"])
                ledger.judgeResolution(early, isCalm: false)
                judgePlacements(early, &ledger)
            }
            stage.exchange.weather = .calm
            let calm = await stage.run(["audit", "resolve", "--json"])
            ledger.judgeResolution(calm, isCalm: true)
            judgePlacements(calm, &ledger)
            tally["then " + judge(await stage.run(given.flatten), &ledger, mayDie: false), default: 0] += 1
            judgeEffects(&ledger)
            try ledger.judgeJournal()
            return ledger.story(of: given.seed, given.flatten, on: given.state)
        }
    }

    /// Its outcome, for the count.
    private func judge(_ answer: Answer, _ ledger: inout ActionLedger, mayDie: Bool) -> String {
        let writes = ledger.newWrites()
        for write in writes { judge(write, &ledger) }
        if let end = ledger.endWithoutReport(answer, writes, mayDie: mayDie) { return end }
        let outcome = answer.outcome ?? ""
        if !answer.json["results"].elements.isEmpty { ledger.judgeExit(answer, mayLeaveRest: true) }
        for result in answer.json["results"].elements { judge(result, &ledger, writes) }
        ledger.judgeUnsent(outcome, writes)
        if outcome == "verified" { judgeVerified(answer, &ledger, writes) }
        return outcome
    }

    /// Flat right after its last order, whatever happened later.
    private func judgeVerified(_ answer: Answer, _ ledger: inout ActionLedger, _ writes: [SentRequest]) {
        if answer.json["results"].elements.contains(where: Self.wasClosedOtherwise) {
            let held = ledger.stage.exchange.positions.filter {
                $0.symbol == given.symbol && (given.side == nil || $0.side == given.side)
            }
            ledger.expect(held.allSatisfy { Amount($0.amount)?.isZero == true }, "closed meanwhile, and yet held")
            return
        }
        guard let last = writes.last(where: { $0.method == "POST" }) else { return }
        let id = last.parameters["newClientOrderId"]
        let effect = ledger.stage.exchange.effects.last { $0.request.parameters["newClientOrderId"] == id }
        let left = effect?.positions.first { $0.symbol == given.symbol }?.after
        ledger.expect(left == "0" || left == "-0", "verified, and yet its last order left \(left ?? "everything")")
    }

    private func judge(_ write: SentRequest, _ ledger: inout ActionLedger) {
        let what = "\(write.method) \(write.path)"
        switch what {
        case "DELETE /fapi/v1/order":
            let order = ledger.target(of: write)
            ledger.expect(order.map { given.ours.contains($0.clientID) } == true, "not grinder's: \(write.subject)")
            ledger.expect(order?.symbol == given.symbol, "another symbol: \(write.subject)")
        case "POST /fapi/v1/order":
            let sent = write.parameters
            ledger.expect(sent["symbol"] == given.symbol && sent["type"] == "MARKET", "sent \(sent)")
            let isSided = sent["positionSide"].map { ["LONG", "SHORT"].contains($0) } ?? false
            ledger.expect((sent["reduceOnly"] == "true") != isSided, "neither reduce-only nor of one side: \(sent)")
            if isSided { ledger.expect((sent["positionSide"] == "LONG") == (sent["side"] == "SELL"), "opens: \(sent)") }
            if let side = given.side, isSided { ledger.expect(sent["positionSide"] == side, "the other side: \(sent)") }
            ledger.expect(ToolOrderID.isOurs(ClientOrderID(sent["newClientOrderId"] ?? "")), "its id: \(sent)")
        default: ledger.expect(false, "a flatten sent \(write.subject)")
        }
    }

    private func judge(_ result: JSONTree, _ ledger: inout ActionLedger, _ writes: [SentRequest]) {
        let id = result["clientOrderId"].text ?? ""
        let isPlaced = ToolOrderID.isOurs(ClientOrderID(id))
        let detail = result["detail"].text ?? ""
        let mine = ledger.stage.exchange.orders.filter { $0.clientID == id && !$0.isAlgo }
        switch result["outcome"].text {
        case "verified" where Self.wasClosedOtherwise(result):
            let sent = writes.contains { $0.parameters["newClientOrderId"] == id }
            ledger.expect(sent == !detail.contains("nothing was sent"), "\(id), sent or not: \(detail)")
        case "verified" where isPlaced:
            ledger.expect(mine.contains { $0.status == "FILLED" }, "\(id) verified, and yet not filled")
        case "verified":
            ledger.expect(mine.allSatisfy { !$0.isOpen }, "\(id) verified, while it lives")
        case "failed" where isPlaced && result["status"].text == nil:
            ledger.expect(
                mine.allSatisfy { Amount($0.executed)?.isZero == true }, "\(id) failed, and yet filled: \(detail)")
        case "unknown":
            let sent = writes.contains {
                $0.parameters["newClientOrderId"] == id || ledger.target(of: $0)?.clientID == id
            }
            ledger.expect(sent, "\(id) unknown, though nothing was sent: \(detail)")
        default: break
        }
        if isPlaced, let order = result["orderId"].text, let status = result["status"].text {
            ledger.expect(ledger.order(order, given.symbol)?.status == status, "\(id) is not \(status)")
        }
    }

    /// Nothing was left of the position, and this order did not close it, or not all of it.
    private static func wasClosedOtherwise(_ result: JSONTree) -> Bool {
        let detail = result["detail"].text ?? ""
        return detail.contains("went meanwhile") || detail.contains("was closed meanwhile")
            || detail.contains("nothing is left to close")
    }

    /// What was settled as not executed has no order, and never gets one.
    private func judgePlacements(_ answer: Answer, _ ledger: inout ActionLedger) {
        for result in answer.json["results"].elements where result["settled"] == .bool(true) {
            guard let id = result["clientOrderId"].text, ToolOrderID.isOurs(ClientOrderID(id)) else { continue }
            let mine = ledger.stage.exchange.orders.filter { $0.clientID == id }
            if result["status"].text == nil {
                ledger.expect(mine.isEmpty, "\(id) settled as not executed, and yet there")
                let late = ledger.stage.exchange.late.filter { $0.parameters["newClientOrderId"] == id }
                ledger.expect(late.isEmpty, "\(id) settled while it is still to be executed")
            }
        }
    }

    /// The law above all: whatever this tool sent only ever made a position smaller.
    private func judgeEffects(_ ledger: inout ActionLedger) {
        for effect in ledger.stage.exchange.effects {
            for position in effect.positions {
                let what = "\(effect.request.subject): \(position.before) → \(position.after)"
                ledger.expect(!position.grew && !position.reversed, what)
                ledger.expect(position.symbol == given.symbol, "another symbol's position: \(what)")
            }
        }
    }
}
