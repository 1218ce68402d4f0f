import Foundation
import Testing
import TriageCore

@testable import grinderctl

/// Positions closed on random accounts while requests and answers go astray and others trade: judged by the exchange's
/// book.
@Suite struct FlattenCampaignTests {
    @Test(arguments: 0..<10)
    func `no order is sent twice, none closes more than is held, and none is called closed that is not`(
        part: Int
    ) async throws {
        var wrong: [String] = []
        var counts: [String: Int] = [:]
        let cases = Campaign.cases(full: 600)
        for number in 0..<cases {
            let play = FlattenPlay(FlattenCase(seed: UInt64(part * 1_000_000 + number)))
            let complaints = try await play.run(&counts)
            if !complaints.isEmpty { wrong.append(complaints.joined(separator: "\n")) }
        }
        Campaign.tell("flatten, part \(part)", cases: cases, failures: wrong.count, counts)
        #expect(wrong.isEmpty, "\(wrong.count) of \(cases) cases:\n\(wrong.prefix(3).joined(separator: "\n\n"))")
        for ending in ["verified", "failed", "unknown", "refused"] {
            #expect(counts[ending, default: 0] > 0, "\(ending)")
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
        return try await PaperStage.set(state: given.state, seed: given.seed) { stage in
            var ledger = ActionLedger(stage: stage)
            if !given.botRuns { stage.instances.set(PaperStage.botOrigin, .stopped) }
            stage.exchange.weather = Weather(seed: given.seed ^ 0x99, badReads: 25, badWrites: 600, changes: 25)
            for attempt in 0..<(given.retries ? 2 : 1) {
                let before = Before(stage)
                let answer = await stage.run(given.flatten) { beat in
                    if attempt == 0, beat.rawValue == given.dies { throw Dead() }
                }
                let isDead = attempt == 0 && given.dies != nil && answer.exit == 70
                tally[judge(answer, before, &ledger, isDead: isDead), default: 0] += 1
            }
            if given.resolvesEarly {
                ledger.judgeResolution(await stage.run(["audit", "resolve", "--json"]), isCalm: false)
            }
            stage.exchange.weather = .calm
            ledger.judgeResolution(await stage.run(["audit", "resolve", "--json"]), isCalm: true)
            try ledger.judgeJournal()
            for effect in stage.exchange.effects where effect.request.method == "POST" {
                for position in effect.positions where position.grew || position.reversed {
                    ledger.complain("\(effect.request.subject): \(position.before) became \(position.after)")
                }
            }
            guard !ledger.complaints.isEmpty else { return [] }
            let told = ["case \(given.seed): \(given.flatten.joined(separator: " "))", given.state]
            return told + stage.exchange.story.map { "    " + $0 } + ledger.complaints
        }
    }

    /// The account as a command found it.
    private struct Before {
        let positions: [PaperPosition]
        let storyLength: Int

        init(_ stage: PaperStage) {
            positions = stage.exchange.positions
            storyLength = stage.exchange.story.count
        }
    }

    /// Its outcome, for the count.
    private func judge(_ answer: Answer, _ before: Before, _ ledger: inout ActionLedger, isDead: Bool) -> String {
        let writes = ledger.newWrites()
        let story = ledger.stage.exchange.story.dropFirst(before.storyLength)
        let isAlone = !story.contains { $0.hasPrefix("before ") }
        for write in writes { judge(write, &ledger) }
        if isAlone { judgeSum(writes, before, &ledger) }
        if isDead { return "died" }
        guard let outcome = answer.outcome else {
            ledger.expect(
                [64, 69, 75, 4, 2].contains(answer.exit), "exit \(answer.exit) without a report: \(answer.all)")
            ledger.expect(writes.isEmpty, "an error object, though \(writes.count) requests were sent")
            return "exit \(answer.exit)"
        }
        ledger.judgeExit(answer)
        for result in answer.json["results"].elements { judge(result, writes, &ledger) }
        if ["refused", "planned"].contains(outcome) { ledger.expect(writes.isEmpty, "\(outcome), and yet sent") }
        if outcome == "verified", isAlone, !writes.isEmpty { judgeFlat(writes, &ledger) }
        return outcome
    }

    private func judge(_ write: SentRequest, _ ledger: inout ActionLedger) {
        switch "\(write.method) \(write.path)" {
        case "DELETE /fapi/v1/order":
            let order = ledger.target(of: write)
            ledger.expect(order?.clientID.hasPrefix("grinder_d_") == true, "not grinder's: \(write.subject)")
            ledger.expect(order?.symbol == given.symbol, "another symbol's: \(write.subject)")
        case "POST /fapi/v1/order":
            let sent = write.parameters
            ledger.expect(sent["symbol"] == given.symbol && sent["type"] == "MARKET", "\(write.subject)")
            ledger.expect((sent["newClientOrderId"] ?? "").count >= 8, "no id of its own: \(write.subject)")
            ledger.expect((sent["reduceOnly"] == "true") == !given.isHedge, "reduceOnly: \(write.subject)")
            if given.isHedge { ledger.expect(["LONG", "SHORT"].contains(sent["positionSide"]), "\(write.subject)") }
        default: ledger.complain("a flatten sent \(write.subject)")
        }
    }

    /// All that one command sends closes no more than there was.
    private func judgeSum(_ writes: [SentRequest], _ before: Before, _ ledger: inout ActionLedger) {
        var sums: [String: Amount] = [:]
        for write in writes where write.method == "POST" {
            guard let quantity = write.parameters["quantity"].flatMap({ Amount($0) }) else { continue }
            let side = write.parameters["positionSide"] ?? "BOTH"
            sums[side] = Amount((sums[side] ?? .zero).value + quantity.value)
        }
        for (side, sum) in sums {
            let held = before.positions.first { $0.symbol == given.symbol && $0.side == side }
            let amount = held.flatMap { Amount($0.amount) }?.value ?? 0
            ledger.expect(sum.value <= abs(amount), "sent \(sum) to close \(held?.amount ?? "nothing") \(side)")
        }
    }

    private func judge(_ result: JSONTree, _ writes: [SentRequest], _ ledger: inout ActionLedger) {
        let id = result["clientOrderId"].text ?? ""
        let mine = writes.filter { $0.parameters["newClientOrderId"] == id || ledger.target(of: $0)?.clientID == id }
        let order = ledger.stage.exchange.orders.last { $0.clientID == id && $0.symbol == given.symbol }
        // A cancel that failed shows the order as the plan saw it.
        let isClose = mine.contains { $0.method == "POST" }
        if let status = result["status"].text, isClose || result["outcome"].text == "verified" {
            ledger.expect(order?.status == status, "\(id) is \(order?.status ?? "nowhere"), not \(status)")
        }
        switch result["outcome"].text {
        case "verified":
            ledger.expect(order?.isOpen == false, "\(id) verified, and yet \(order?.status ?? "nowhere")")
        case "failed":
            // With a status it says what was executed; without one, that nothing was.
            let isSilent = result["status"].text == nil
            let executed = mine.contains(where: \.isExecuted)
            ledger.expect(!(isSilent && executed), "\(id) failed, though executed: \(result["detail"].text ?? "")")
        case "unknown": ledger.expect(!mine.isEmpty, "\(id) unknown, though nothing was sent")
        default: break
        }
    }

    private func judgeFlat(_ writes: [SentRequest], _ ledger: inout ActionLedger) {
        let sides = Set(writes.filter { $0.method == "POST" }.map { $0.parameters["positionSide"] ?? "BOTH" })
        let left = ledger.stage.exchange.positions.filter { $0.symbol == given.symbol && sides.contains($0.side) }
        ledger.expect(left.isEmpty, "verified, and yet \(left.map(\.amount)) is left")
    }
}
