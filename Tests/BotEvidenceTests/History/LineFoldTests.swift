import Testing
import TriageCore

@testable import BotEvidence

/// Lines that are no single order's are counted where they are alike, and none is lost in the count.
@Suite struct LineFoldTests {
    static let id = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1")

    private static func read(
        _ lines: [String], ids: Set<ClientOrderID>? = [id], symbol: String? = nil, topic: LogTopic = .timeline,
        limit: Int = 1_000,
        readsAll: Bool = false
    ) -> SourceHistory.Result {
        var filter = HistoryFilter(ids: ids, symbol: symbol.flatMap(Symbol.init), since: nil, until: nil)
        filter.topic = topic
        var history = SourceHistory(
            name: "log", filter: filter, zone: .utc, end: Timestamp(milliseconds: 1_773_100_000_000), limit: limit,
            readsAll: readsAll)
        history.take(Array(lines.map { $0 + "\n" }.joined().utf8))
        return history.finish(redaction: Redaction())
    }

    private static func told(_ result: SourceHistory.Result) -> [String] {
        result.events.map { placed in
            let event = placed.event
            let fold = event.fold.map { " x\($0.count) \($0.until?.description.dropFirst(11).prefix(8) ?? "-")" } ?? ""
            return "\(event.number)\(event.clientOrderID == nil ? "" : " id")\(fold)"
        }
    }

    private static func mismatch(_ time: String) -> String {
        "2026-03-08 \(time),000 WARNING  grinder.reconcile.engine: RECONCILE_MISMATCH"
    }

    @Test(arguments: [false, true]) func `alike lines of an hour are one, between lines that name the order`(
        readsAll: Bool
    ) {
        let lines = [
            Self.mismatch("12:00:00"), Self.mismatch("12:00:10"), "2026-03-08 12:00:20,000 INFO x: ws_closed",
            Self.mismatch("12:00:30"), "2026-03-08 12:00:40,000 INFO     grinder.live.engine: order \(Self.id)",
            Self.mismatch("12:00:50"), Self.mismatch("12:59:59"), Self.mismatch("13:00:01"),
        ]
        let found = Self.read(lines, readsAll: readsAll)
        #expect(Self.told(found) == ["1 x3 12:00:30", "3", "5 id", "6 x2 12:59:59", "8"])
        #expect(Self.told(Self.read(lines, topic: .everything)).count == lines.count)
    }

    @Test func `of a symbol the lines that name it stand for themselves`() {
        let error =
            #"{"asctime": "2026-03-08 12:00:00,000", "levelname": "WARNING", "name": "grinder.reconcile.engine", "#
            + #""message": "RECONCILE_MISMATCH", "mismatch_type": "POSITION_NONZERO_UNEXPECTED", "symbol": "BTCUSDT", "#
            + #""client_order_id": null}"#
        let lines = [error, error, Self.mismatch("12:00:01"), Self.mismatch("12:00:02"), error]
        #expect(Self.told(Self.read(lines, ids: nil, symbol: "BTCUSDT")) == ["1", "2", "3 x2 12:00:02", "5"])
        // An order's timeline is not about the symbol.
        #expect(Self.told(Self.read(lines)) == ["1 x3 12:00:00", "3 x2 12:00:02"])
    }

    @Test func `of mismatches none is crowded out by placements, and each subject is told`() {
        let second = "grinder_d_BTCUSDT_2_1772971200_2"
        let lines = (0..<600).map { number in
            let clock = Timestamp(milliseconds: 1_772_971_200_000 + Int64(number) * 1_000).description
            let time = "\(clock.prefix(10)) \(clock.dropFirst(11).prefix(8)),000"
            let id = number % 3 == 0 ? second : Self.id.rawValue
            return number % 3 == 2
                ? "\(time) INFO     httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?newClientOrderId=\(id)"
                    + "_\(number)&timestamp=1772971200000 \"HTTP/1.1 200 OK\""
                : #"{"asctime": "\#(time)", "levelname": "WARNING", "name": "grinder.reconcile.engine", "#
                    + #""message": "RECONCILE_MISMATCH", "mismatch_type": "ORDER_MISSING_ON_EXCHANGE", "#
                    + #""symbol": "BTCUSDT", "client_order_id": "\#(id)"}"#
        }
        let found = Self.read(lines, ids: nil, topic: .mismatches, limit: 10)
        #expect(found.events.map { $0.event.clientOrderID?.rawValue } == [second, Self.id.rawValue])
        #expect(found.events.map { $0.event.fold?.count } == [200, 200])
        #expect(found.missing == 0)
        #expect(found.placements == 200)
    }

    @Test func `every line is in a count, or told as left out`() {
        let words = ["ws_closed", "ws_connected", "RECONCILE_MISMATCH", "listenKey_expired", "keepalive_failed"]
        let lines = (0..<5_000).map { number in
            let time = Timestamp(milliseconds: 1_772_971_200_000 + Int64(number) * 7_000).description
            return
                "\(time.prefix(10)) \(time.dropFirst(11).prefix(8)),000 WARNING  grinder.x: \(words[number % words.count])"
        }
        for limit in [2, 20, 1_000] {
            let found = Self.read(lines, limit: limit)
            let counted = found.events.reduce(0) { $0 + ($1.event.fold?.count ?? 1) }
            #expect(counted + found.missing == lines.count)
            #expect(found.events.count <= min(limit, 60))
        }
    }
}
