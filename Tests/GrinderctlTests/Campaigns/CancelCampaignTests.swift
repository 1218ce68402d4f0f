import OperatorStage
import TestSupport
import Testing

@testable import grinderctl

/// Cancels on random accounts while requests and answers go astray and others act: judged by the exchange's book.
@Suite struct CancelCampaignTests {
    @Test(arguments: Campaign.parts(full: 10))
    func `no cancel is sent twice, hits another's order, or calls a living order gone`(part: Int) async throws {
        try await Campaign.run("cancels of any account, in any weather", part: part, full: 400) {
            seed, counts async throws in
            try await CancelPlay(CancelCase(seed: seed)).run(&counts)
        }
    }
}

/// Plays one case and says what was wrong.
struct CancelPlay {
    private struct Dead: Error {}

    let given: CancelCase

    init(_ given: CancelCase) { self.given = given }

    func run(_ counts: inout [String: Int]) async throws -> [String] {
        var tally = counts
        defer { counts = tally }
        return try await SimulatedStage.set(state: given.state, seed: given.seed) { stage in
            var ledger = ActionLedger(stage: stage)
            if given.triages {
                stage.exchange.weather = FaultSchedule(seed: given.seed, badReads: 10, badWrites: 0, changes: 20)
                for id in given.targets { _ = await stage.run(["triage", "unexpected", id, "--json"]) }
            }
            let weather = FaultSchedule(seed: given.seed ^ 0x77, badReads: 40, badWrites: 650, changes: 40)
            stage.exchange.weather = weather
            let first = await stage.run(given.cancel) { phase in
                if phase.rawValue == given.dies { throw Dead() }
            }
            tally[judge(first, &ledger, mayDie: given.dies != nil), default: 0] += 1
            if given.retries { tally[judge(await stage.run(given.cancel), &ledger, mayDie: false), default: 0] += 1 }
            if given.resolvesEarly {
                ledger.judgeResolution(await stage.run(["audit", "resolve", "--json"]), isCalm: false)
            }
            stage.exchange.weather = .calm
            ledger.judgeResolution(await stage.run(["audit", "resolve", "--json"]), isCalm: true)
            try ledger.judgeJournal()
            return ledger.story(of: given.seed, given.cancel)
        }
    }

    /// Its outcome, for the count.
    private func judge(_ answer: Answer, _ ledger: inout ActionLedger, mayDie: Bool) -> String {
        let writes = ledger.newWrites()
        for write in writes { judge(write, &ledger) }
        if let end = ledger.endWithoutReport(answer, writes, mayDie: mayDie) { return end }
        let outcome = answer.outcome ?? ""
        ledger.judgeExit(answer)
        let results = answer.json["results"].elements
        for result in results { judge(result, &ledger, writes) }
        ledger.judgeUnsent(outcome, writes)
        return outcome
    }

    private func judge(_ write: SentRequest, _ ledger: inout ActionLedger) {
        ledger.expect(
            ["DELETE /fapi/v1/order", "DELETE /fapi/v1/algoOrder"].contains("\(write.method) \(write.path)"),
            "a cancel sent \(write.subject)")
        let order = ledger.target(of: write)
        ledger.expect(order.map { given.ours.contains($0.clientID) } == true, "not grinder's: \(write.subject)")
        ledger.expect(order.map { given.targets.contains($0.clientID) } == true, "not asked for: \(write.subject)")
    }

    private func judge(_ result: JSONTree, _ ledger: inout ActionLedger, _ writes: [SentRequest]) {
        let id = result["clientOrderId"].text ?? ""
        let mine = writes.filter { ledger.target(of: $0)?.clientID == id }
        switch result["outcome"].text {
        case "verified":
            let living = ledger.living(id)
            ledger.expect(living.isEmpty, "\(id) verified, while \(living.map(\.id)) lives")
            if let status = result["status"].text, let shown = result["orderId"].text {
                let real = ledger.order(shown, result["symbol"].text)?.status
                ledger.expect(real == status, "\(id) is \(real ?? "nowhere"), not \(status)")
            }
        case "failed":
            ledger.expect(
                !mine.contains(where: \.isExecuted),
                "\(id) failed, though it was cancelled: \(result["detail"].text ?? "")")
        case "unknown":
            ledger.expect(!mine.isEmpty, "\(id) unknown, though nothing was sent")
        default: break
        }
    }
}
