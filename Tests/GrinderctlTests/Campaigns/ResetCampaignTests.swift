import AuditLog
import OperatorStage
import TestSupport
import Testing

@testable import grinderctl

/// Full resets of generated accounts: judged by the exchange's book, never by the answer alone.
@Suite struct ResetCampaignTests {
    @Test(arguments: Campaign.parts(full: 5))
    func `a reset leaves nothing of grinder's and everything of others', or says what is left`(part: Int) async throws {
        try await play("calm", part, full: 200) { ResetPlay(ResetCase(seed: $0), isCalm: true) }
    }

    @Test(arguments: Campaign.parts(full: 5))
    func `however requests fare, a reset that ends 0 has left nothing, and a resume ends what it began`(
        part: Int
    ) async throws {
        try await play("in bad weather", part + 50, full: 100) { ResetPlay(ResetCase(seed: $0), isCalm: false) }
    }

    private func play(
        _ name: String, _ part: Int, full: Int, _ make: (UInt64) -> ResetPlay
    ) async throws {
        var wrong: [String] = []
        var counts: [String: Int] = [:]
        let cases = Campaign.cases(full: full)
        for number in 0..<cases {
            let play = make(UInt64(part * 1_000_000 + number))
            let complaints = try await play.run(&counts)
            if !complaints.isEmpty { wrong.append(complaints.joined(separator: "\n")) }
        }
        Campaign.printSummary(
            "resets of any account, \(name), part \(part)", cases: cases, failures: wrong.count, counts)
        #expect(wrong.isEmpty, "\(wrong.count) of \(cases) cases:\n\(wrong.prefix(3).joined(separator: "\n\n"))")
        #expect(counts["exit 0", default: 0] > 0)
    }
}

/// Plays one case and says what was wrong.
struct ResetPlay {
    let given: ResetCase
    let isCalm: Bool

    init(_ given: ResetCase, isCalm: Bool) {
        self.given = given
        self.isCalm = isCalm
    }

    static let words = [
        "reset", "--execute", "--confirm", "reset", "--reason", "campaign", "--answer", "instance-stopped=yes",
        "--max-orders", "200", "--max-notional", "100000", "--json",
    ]

    func run(_ counts: inout [String: Int]) async throws -> [String] {
        var tally = counts
        defer { counts = tally }
        return try await SimulatedStage.set(state: given.state, seed: given.seed) { stage in
            stage.instances.set(SimulatedStage.botOrigin, .stopped)
            var book = ResetBook(stage: stage, given: given)
            if !isCalm {
                stage.exchange.weather = FaultSchedule(seed: given.seed, badReads: 15, badWrites: 120, changes: 0)
            }
            let first = await stage.run(Self.words)
            book.judge(first)
            tally["exit \(first.exit)", default: 0] += 1
            if given.mustSucceed, isCalm {
                book.expect(first.exit == 0, "exit \(first.exit): \(first.output)\(first.error)")
            }
            if first.exit != 0, let id = book.begun {
                stage.exchange.weather = .calm
                stage.exchange.passTime(700_000)
                let second = await stage.run(Self.words + ["--resume", id])
                book.judge(second)
                tally["resumed to \(second.exit)", default: 0] += 1
                if given.mustSucceed { book.expect(second.exit == 0, "resumed \(second.exit): \(second.output)") }
            }
            guard !book.complaints.isEmpty else { return [] }
            return ["case \(given.seed): \(given.state)"] + stage.exchange.story.map { "    " + $0 } + book.complaints
        }
    }
}

/// What must hold of every reset.
struct ResetBook {
    let stage: SimulatedStage
    let given: ResetCase
    private(set) var complaints: [String] = []

    init(stage: SimulatedStage, given: ResetCase) {
        self.stage = stage
        self.given = given
    }

    mutating func expect(_ holds: Bool, _ complaint: @autoclosure () -> String) {
        if !holds { complaints.append(complaint()) }
    }

    /// The reset that was begun last.
    var begun: String? {
        let rows = (try? stage.entries(.resetStep)) ?? []
        return rows.first?.investigation
    }

    private var openOurs: [PaperOrder] {
        stage.exchange.orders.filter { $0.isOpen && given.ours.contains($0.clientID) }
    }

    mutating func judge(_ answer: Answer) {
        judgeWrites()
        let open = Set(stage.exchange.orders.filter(\.isOpen).map(\.clientID))
        let gone = given.others.subtracting(open)
        expect(gone.isEmpty, "others' orders gone: \(gone)")
        let openOurs = openOurs
        let positions = stage.exchange.positions
        if answer.exit == 0 {
            expect(openOurs.isEmpty, "exit 0 with open \(openOurs.map(\.clientID))")
            expect(positions.isEmpty, "exit 0 with positions \(positions)")
            expect(answer.outcome == "verified", "exit 0, outcome \(answer.outcome ?? "none")")
            return
        }
        guard answer.json["error"] == .missing else { return }
        let said = answer.json["left"].elements.compactMap(\.text).joined(separator: "\n") + answer.output
        for order in openOurs { expect(said.contains(order.clientID), "not said to be left: \(order.clientID)") }
        for position in positions { expect(said.contains(position.symbol), "not said to be left: \(position)") }
        // What others made is still there.
        for held in given.held where held.maker == .foreign || held.maker == .mixed {
            let isThere = positions.contains { $0.symbol == held.symbol && $0.side == held.side }
            expect(isThere, "\(held) was closed")
        }
    }

    private mutating func judgeWrites() {
        var executed: Set<String> = []
        for write in stage.exchange.writes {
            if write.method == "DELETE" {
                let id = write.parameters["orderId"] ?? write.parameters["algoId"] ?? ""
                let order = stage.exchange.orders.first {
                    $0.id == id && ($0.isAlgo || $0.symbol == write.parameters["symbol"])
                }
                expect(order.map { given.ours.contains($0.clientID) } == true, "a foreign order: \(write.subject)")
            } else {
                expect(write.path == "/fapi/v1/order", "sent \(write.subject)")
            }
            guard write.statuses.filter({ $0 == 200 }).count > 0 else { continue }
            expect(executed.insert(write.subject).inserted, "executed twice: \(write.subject)")
        }
        for effect in stage.exchange.effects {
            for position in effect.positions {
                expect(!position.grew && !position.reversed, "\(effect.request.subject) made \(position)")
            }
        }
    }
}
