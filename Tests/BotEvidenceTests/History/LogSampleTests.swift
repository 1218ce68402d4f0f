import BotEvidence
import Testing
import TriageCore

/// grinder's own logs of one run, in its text format and as JSON, trimmed.
@Suite struct LogSampleTests {
    @Test(arguments: ["order_missing", "stream_trouble"])
    func `text and JSON of one run agree in meaning, and in time within a second`(scenario: String) async throws {
        let json = try await history(sample("\(scenario).json.log"))
        let text = try await history(sample("\(scenario).text.log"))
        #expect(json.events.count > 30)
        #expect(json.numbers == text.numbers)
        for (one, other) in zip(json.events, text.events) {
            let times = (one.time?.moment.milliseconds ?? 0, other.time?.moment.milliseconds ?? 1_000_000)
            #expect(abs(times.0 - times.1) < 1_000, "\(one.text)")
            #expect(one.meaning.withoutFields == other.meaning.withoutFields)
        }
    }

    @Test func `mismatches are as many as an independent count says`() async throws {
        let text = try sample("order_missing.json.log")
        let all = try await history(text)
        for kind in Mismatch.allCases {
            let lines = text.split(separator: "\n").filter {
                $0.contains("\"RECONCILE_MISMATCH\"") && $0.contains("\"mismatch_type\": \"\(kind.rawValue)\"")
            }
            let events = all.events.filter {
                if case .mismatch(kind, _) = $0.meaning { true } else { false }
            }
            #expect(events.count == lines.count)
            #expect(kind != .orderMissing || events.count == 49)
            #expect(kind != .positionNonzero || events.count == 8)
        }
    }

    @Test func `mismatches of every run are counted once, with what they plan`() async throws {
        let repeated = Repeated.mismatches(of: try await history(sample("order_missing.json.log")))
        #expect(repeated.map(\.plans.count) == [8, 7, 7, 7, 7, 7, 7, 7])
        let first = try #require(repeated.first)
        #expect(first.mismatch == .positionNonzero)
        #expect(first.symbol == Symbol("BTCUSDT"))
        #expect(first.id == nil)
        let second = try #require(repeated.dropFirst().first)
        #expect(second.id == ClientOrderID("grinder_d_BTCUSDT_11_1772971261_9"))
        #expect(second.plans.compactMap(\.self).last?.hasSuffix("(missing on exchange after 214200ms)") == true)
        #expect(try second.times.min() == moment("2026-03-08T12:01:35.800Z"))
        #expect(try second.times.max() == moment("2026-03-08T12:04:35.800Z"))
        let plain = Repeated.mismatches(of: try await history(sample("order_missing.text.log")))
        #expect(plain.map(\.plans.count) == [57])
        #expect(plain.allSatisfy { $0.mismatch == nil && $0.symbol == nil && $0.id == nil })
    }

    @Test func `the story of one order is its request, what may explain it, and its mismatches`() async throws {
        let id = ClientOrderID("grinder_d_BTCUSDT_15_1772971262_15")
        let own = try await history(sample("order_missing.json.log"), naming: [id], symbol: Symbol("BTCUSDT"))
        let named = own.events.filter { $0.clientOrderID == id }
        #expect(named.first?.meaning == .request(method: "POST", path: "/fapi/v1/order", status: 400))
        let mismatches = named.filter { if case .mismatch(.orderMissing, _) = $0.meaning { true } else { false } }
        #expect(mismatches.count == 7)
        let codes = own.events.compactMap { event -> Int? in
            if case .placementError(let code, _, _) = event.meaning { code } else { nil }
        }
        #expect(codes == [-2019, -4164, -1008, -1008, -1008])
        #expect(own.events.allSatisfy { $0.clientOrderID == id || $0.clientOrderID == nil })
    }

    @Test func `a bare log proves as much, without times`() async throws {
        let bare = try await history(sample("order_missing.bare.log"))
        let text = try await history(sample("order_missing.text.log"))
        #expect(bare.events.allSatisfy { $0.time == nil && $0.clientOrderID == nil })
        #expect(bare.covered == nil)
        let errors = { (history: LogHistory) in
            history.events.map(\.meaning).filter { if case .placementError = $0 { true } else { false } }
        }
        #expect(errors(bare) == errors(text))
        #expect(Repeated.mismatches(of: bare).map(\.plans.count) == [57])
    }

    @Test(arguments: ["order_missing.json.log", "order_missing.text.log", "stream_trouble.json.log"])
    func `no signature, signing time or listenKey is left`(name: String) async throws {
        for event in try await history(sample(name)).events {
            #expect(event.text.firstMatch(of: /[0-9A-Za-z]{60,}/) == nil)
            #expect(event.text.firstMatch(of: /[?&]timestamp=[0-9]/) == nil)
        }
    }
}

/// The lines of one mismatch, which grinder reports again at every run.
private struct Repeated {
    let mismatch: Mismatch?
    let symbol: Symbol?
    let id: ClientOrderID?
    /// One a line.
    var plans: [String?] = []
    /// Of the lines that have one.
    var times: [Timestamp] = []

    /// In the order of their first lines. Lines without fields cannot be told apart.
    static func mismatches(of history: LogHistory) -> [Repeated] {
        var found: [Repeated] = []
        for event in history.events {
            guard case .mismatch(let mismatch, let plan) = event.meaning else { continue }
            let known = found.firstIndex {
                $0.mismatch == mismatch && $0.symbol == event.symbol && $0.id == event.clientOrderID
            }
            if known == nil {
                found.append(Repeated(mismatch: mismatch, symbol: event.symbol, id: event.clientOrderID))
            }
            let place = known ?? found.endIndex - 1
            found[place].plans.append(plan)
            found[place].times += [event.time?.moment].compactMap(\.self)
        }
        return found
    }
}

extension LogMeaning {
    fileprivate var withoutFields: LogMeaning {
        if case .mismatch = self { .mismatch(nil, plan: nil) } else { self }
    }
}
