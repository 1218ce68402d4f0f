import TestSupport
import Testing
import TriageCore

@testable import BotEvidence

/// Passing over plain lines finds what reading every line finds, whatever stands between them.
@Suite struct PlainLineLawTests {
    static let ids: [ClientOrderID] = [
        "grinder_d_BTCUSDT_1_1772971200_1", "grinder_d_BTCUSDT_12_1772971200_17", "grinder_BTCUSDT_1_1772971200_4242",
        "web_a8Xk21PqLm", "x-Abc123Def456", "grinder_d_ETHUSDT_-3_1772971260_12",
    ].map { ClientOrderID($0) }

    static let plain = [
        "12:00:00 INFO     grinder.reconcile.snapshot_client: SNAPSHOT_SUCCESS",
        "12:00:00 DEBUG    grinder.live.engine: Snapshot BTCUSDT bid=67183.1 ask=67183.2 seq=42 unchanged",
        "12:00:01 INFO     grinder.reconcile.runner: RECONCILE_RUN",
        "12:00:01 INFO     httpx: HTTP Request: GET https://fapi.binance.com/fapi/v1/openOrders?symbol=BTCUSDT"
            + "&timestamp=1772971201250&recvWindow=5000&signature=0eb61600 \"HTTP/1.1 200 OK\"",
        "12:00:02 WARNING  grinder.live.engine: grid BTCUSDT level=3 spacing=0.004",
        "12:00:03 ERROR    grinder.live.engine: something failed", "23:59:59 INFO     grinder.live.engine: late",
        "00:00:00 INFO     grinder.live.engine: early",
        "12:00:04 INFO     httpx: HTTP Request: GET https://fapi.binance.com/fapi/v1/time \"HTTP/1.1 200 OK\"",
        "2026-03-08 12:00:05,250 INFO     grinder.live.engine: a day of its own",
        "12:00:06 INFO     grinder.live.engine: ends with grinder_d_BTCUSDT_1_17729712",
        "12:00:07 INFO     grinder.live.engine: ends with 17729", "12:00:07 INFO     grinder.live.engine: grinder_d",
        "12:00:09 INFO     grinder.live.engine: a word ends d",
        "2026-03-08T12:00:10.123456789Z stderr F 12:00:10 INFO     grinder.live.engine: of a container",
        "2026-03-08T12:00:11.5Z stdout F 12:00:11 INFO     grinder.live.engine: of its other stream",
        "2026-03-08T12:00:12Z 12:00:12 INFO     httpx: HTTP Request: GET https://fapi.binance.com/fapi/v1/time"
            + "?timestamp=1772971212000&signature=0eb6 \"HTTP/1.1 200 OK\"",
        "2026-03-08T14:30:13.000000001Z 2026-03-08 12:00:13,000 WARNING  grinder.live.engine: taken over late",
        "2026-03-08T12:00:14.123456789Z stderr F 12:00:14 INFO     grinder.live.engine: ends with grinder_d_BTCUSDT_1_",
    ]

    static let others = [
        "", "Traceback (most recent call last):", "  File \"x.py\", line 1, in f",
        "ValueError: grinder_d_BTCUSDT_1_1772971200_1",
        "12:00:02 CRITICAL grinder.x: word word - rest", "00_1", "200_17", "_1772971200_1 and more", "71200_1",
        "12:00:03 INFO     httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&side=BUY"
            + "&newClientOrderId=ID&timestamp=1772971203000&recvWindow=5000&signature=0eb61600 \"HTTP/1.1 200 OK\"",
        "12:00:03 INFO     httpx: HTTP Request: GET https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT"
            + "&origClientOrderId=ID&timestamp=1772971203000 \"HTTP/1.1 400 Bad Request\"",
        "12:00:03 ERROR    grinder.live.engine: Non-retryable error on PLACE: Binance error -2019: Margin is insufficient.",
        "12:00:04 WARNING  grinder.reconcile.engine: RECONCILE_MISMATCH", "12:00:04 INFO     x: ws_connected",
        "12:00:05 INFO     grinder.live.engine: order ID done", "12:00:05 INFO     grinder.live.engine: ID",
        "12:00:05 INFO     grinder.live.engine: cid=ID.", "12:00:05 INFO     grinder.live.engine: %67rinder ID",
        #"{"asctime": "2026-03-08 12:00:06,000", "levelname": "INFO", "name": "grinder.x", "message": "ID"}"#,
        #"{"asctime": "2026-03-08 12:00:06,000", "levelname": "INFO", "name": "grinder.x", "message": "RECONCILE_RUN", "ts_end": 1772971206000}"#,
        "2026-03-08T12:00:07.000000000Z stderr P 12:00:07 INFO     grinder.live.engine: order gri",
        "2026-03-08T12:00:07.000000001Z stderr F nder_d_BTCUSDT_1_1772971200_1 done",
        "12:00:08 INFO     grinder.live.engine: 0123456789abcdefghij stderr F more", "_PID=4242",
        "2026-03-08T12:00:15.1Z stderr P 12:00:15 INFO     grinder.live.engine: half",
        "2026-03-08T12:00:15.2Z stderr F more",
        "2026-03-08T12:00:15.1Z stdout F 12:00:15 INFO     grinder.x: 2026-03-08T12:00:15.1Z stderr P order gri",
        "2026-03-08T12:00:16Z stderr X 12:00:16 INFO     grinder.x: word",
        "2026-03-08T12:00:16Z  12:00:16 INFO     grinder.x: y",
        "__REALTIME_TIMESTAMP=1772971200000000", "listenKey kept", "12:00:08 INFO     grinder.x: listenKey kept",
    ]

    @Test(arguments: 1...8)
    func `mixed lines, whole, torn, mutilated, in any chunks`(seed: UInt64) async {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<Campaign.cases(full: 300) {
            let bytes = Self.log(with: &random)
            let wanted = Self.ids.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random))
            let filters: [Set<ClientOrderID>?] = [nil, [], Set(wanted)]
            for ids in filters {
                let all = Self.read([bytes], ids, readsAll: true)
                let cut = Int.random(in: 0...bytes.count, using: &random)
                for chunks in [
                    [bytes], [Array(bytes[..<cut]), Array(bytes[cut...])],
                    stride(from: 0, to: bytes.count, by: 7).map { Array(bytes[$0..<min(bytes.count, $0 + 7)]) },
                ] {
                    let found = Self.read(chunks, ids, readsAll: false)
                    #expect(found == all, "\(String(decoding: bytes, as: UTF8.self))")
                    guard found == all else { return }
                }
            }
        }
    }

    private static func log(with random: inout SeededGenerator) -> [UInt8] {
        var bytes: [UInt8] = []
        for _ in 0..<Int.random(in: 1...14, using: &random) {
            let isPlain = Int.random(in: 0..<3, using: &random) > 0
            let text = (isPlain ? plain : others).randomElement(using: &random) ?? ""
            let id = ids.randomElement(using: &random) ?? ids[0]
            var line = Array(text.replacing("ID", with: id.rawValue).utf8)
            switch Int.random(in: 0..<12, using: &random) {
            case 0: line.insert(contentsOf: id.rawValue.utf8, at: Int.random(in: 0...line.count, using: &random))
            case 1:
                line.insert(
                    [0, 10, 13, 27, 37, 92, 94, 200].randomElement(using: &random) ?? 0,
                    at: Int.random(in: 0...line.count, using: &random))
            case 2: line += id.rawValue.utf8.prefix(Int.random(in: 1...id.rawValue.utf8.count, using: &random))
            case 3: line = Array(id.rawValue.utf8.suffix(Int.random(in: 1...12, using: &random))) + line
            case 4: line.removeLast(min(line.count, Int.random(in: 0...30, using: &random)))
            default: break
            }
            bytes += line
            if Int.random(in: 0..<20, using: &random) > 0 { bytes.append(10) }
        }
        return bytes
    }

    private static func read(_ chunks: [[UInt8]], _ ids: Set<ClientOrderID>?, readsAll: Bool) -> Told {
        let filter = HistoryFilter(ids: ids, symbol: Symbol("BTCUSDT"), since: nil, until: nil)
        var history = SourceHistory(
            name: "log", filter: filter, zone: .utc, end: Timestamp(milliseconds: 1_772_978_400_000), limit: 10_000,
            readsAll: readsAll)
        for chunk in chunks { history.take(chunk) }
        let result = history.finish(redaction: Redaction())
        return Told(
            events: result.events.map(\.event), order: result.events.map(\.order), covered: result.covered,
            placements: result.placements)
    }

    private struct Told: Equatable {
        let events: [LogEvent]
        let order: [Timestamp]
        let covered: ClosedRange<Timestamp>?
        let placements: Int
    }

    @Test func `most lines of a bot's log are passed over`() throws {
        let lines = Self.plain.prefix(10)
        let reader = try #require(PlainLines([Self.ids[0]]))
        for line in lines {
            var plain = PlainLine()
            #expect(Array(line.utf8).withUnsafeBufferPointer { reader.accept($0, &plain) }, "\(line)")
        }
    }

    @Test(arguments: 1...4)
    func `gzip is read alike by both libraries, in members, cut and damaged`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<Campaign.cases(full: 200) {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let count = [0, 1, 100, 70_000].randomElement(using: &random) ?? 1
                bytes += try gzipped(
                    String((0..<count).map { _ in "abcdefgh \n".randomElement(using: &random) ?? "a" }))
                if Int.random(in: 0..<4, using: &random) == 0 { bytes += Array(repeating: 0, count: 512) }
            }
            let damage = Int.random(in: 0..<3, using: &random)
            if damage == 1 { bytes.removeLast(Int.random(in: 1...min(20, bytes.count), using: &random)) }
            if damage == 2 { bytes += [1, 2, 3] }
            let size = Int.random(in: 1...20_000, using: &random)
            let fast = try Self.inflated(bytes, by: size, usesZlib: false)
            let zlib = try Self.inflated(bytes, by: size, usesZlib: true)
            // Of what is damaged either may have given more before it noticed; both say so.
            #expect(fast.count == zlib.count)
            #expect(fast.count == 1 ? fast == zlib : fast[0].hasPrefix(zlib[0]) || zlib[0].hasPrefix(fast[0]))
        }
    }

    /// What came out, and whether it went well.
    private static func inflated(_ bytes: [UInt8], by size: Int, usesZlib: Bool) throws -> [String] {
        let reader = try GzipReader(usesZlib: usesZlib)
        var text: [UInt8] = []
        do throws(FileProblem) {
            for start in stride(from: 0, to: bytes.count, by: size) {
                try reader.take(Array(bytes[start..<min(bytes.count, start + size)])) { text += $0 }
            }
            try reader.settle()
        } catch {
            return [String(decoding: text, as: UTF8.self), error.detail]
        }
        return [String(decoding: text, as: UTF8.self)]
    }
}
