import BotEvidence
import Testing
import TriageCore

@Suite struct LogTimeTests {
    static func request(signedAt milliseconds: Int64) -> String {
        "httpx: HTTP Request: POST https://fapi.binance.com/fapi/v1/order?newClientOrderId=x"
            + "&timestamp=\(milliseconds)&signature=\(String(repeating: "ab", count: 32)) \"HTTP/1.1 200 OK\""
    }

    @Test func `a clock that goes back has passed midnight, and the log's end dates it`() async throws {
        let text = """
            23:59:58 WARNING  grinder.reconcile.engine: RECONCILE_MISMATCH
            00:00:03 WARNING  grinder.reconcile.engine: RECONCILE_MISMATCH
            23:59:59 WARNING  grinder.reconcile.engine: RECONCILE_MISMATCH
            00:00:04 WARNING  grinder.reconcile.engine: RECONCILE_MISMATCH
            11:00:00 INFO     grinder.x: nothing
            09:00:00 WARNING  grinder.reconcile.engine: RECONCILE_MISMATCH
            """
        let history = try await history(text, now: "2026-03-10T09:00:01Z")
        #expect(
            history.times == [
                "2026-03-08T23:59:58.000Z", "2026-03-08T23:59:59.000Z", "2026-03-09T00:00:03.000Z",
                "2026-03-09T00:00:04.000Z", "2026-03-10T09:00:00.000Z",
            ])
        #expect(history.numbers == [1, 3, 2, 4, 6])
        #expect(history.events.allSatisfy { $0.time?.certainty == .dateInferred })
        #expect(history.covered?.upperBound == (try moment("2026-03-10T09:00:00Z")))
    }

    @Test(arguments: [
        ("2026-03-10T08:59:00Z", "2026-03-10T09:00:00.000Z"), ("2026-03-10T08:50:00Z", "2026-03-09T09:00:00.000Z"),
        ("2026-03-10T23:00:00Z", "2026-03-10T09:00:00.000Z"),
    ])
    func `no line is later than its log's end, but for a slow clock`(end: String, time: String) async throws {
        #expect(try await history("09:00:00 INFO     x: ws_connected", now: end).times == [time])
    }

    @Test(arguments: [
        (LogZone.utc, "2026-03-08T12:00:00.000Z"), (.offset(seconds: 3_600), "2026-03-08T11:00:00.000Z"),
        (.offset(seconds: -5 * 3_600), "2026-03-08T17:00:00.000Z"),
    ])
    func `a time without a zone is of the zone given`(zone: LogZone, time: String) async throws {
        #expect(try await history("2026-03-08 12:00:00,000 INFO ws_connected", zone: zone).times == [time])
    }

    @Test(arguments: [-36_000, -12_600, 0, 3_600, 20_700, 46_800])
    func `a signed request tells day and zone of the clock beside it`(seconds: Int) async throws {
        // 2026-03-07T23:59:58Z is signed, and logged a second later.
        let signed: Int64 = 1_772_927_998_000
        let clocks = [-1, 1, 3].map { after in
            let ofDay = (signed / 1_000 + Int64(after + seconds) + 864_000) % 86_400
            let parts = [ofDay / 3_600, ofDay / 60 % 60, ofDay % 60].map { ($0 < 10 ? "0" : "") + "\($0)" }
            return parts.joined(separator: ":")
        }
        let text = """
            \(clocks[0]) INFO     x: ws_connected
            \(clocks[1]) INFO     \(Self.request(signedAt: signed))
            \(clocks[2]) INFO     x: ws_closed
            """
        let history = try await history(text, now: "2026-06-01T00:00:00Z", zone: .offset(seconds: 7_200))
        #expect(
            history.times == ["2026-03-07T23:59:57.000Z", "2026-03-07T23:59:59.000Z", "2026-03-08T00:00:01.000Z"])
    }

    @Test func `a signed request in a log without times has the time of its signing`() async throws {
        let history = try await history(String(Self.request(signedAt: 1_772_971_200_000).dropFirst(7)))
        #expect(history.times == ["2026-03-08T12:00:00.000Z"])
    }

    @Test func `a later date in the log is believed`() async throws {
        let text = """
            12:00:00 INFO     \(Self.request(signedAt: 1_772_971_200_000))
            12:00:05 INFO     x: ws_connected
            12:00:04 INFO     \(Self.request(signedAt: 1_772_971_204_000 + 3 * 86_400_000))
            12:00:09 INFO     x: ws_connected
            """
        #expect(
            try await history(text).times == [
                "2026-03-08T12:00:00.000Z", "2026-03-08T12:00:05.000Z", "2026-03-11T12:00:04.000Z",
                "2026-03-11T12:00:09.000Z",
            ])
    }

    @Test func `the extra ts of SNAPSHOT_SUCCESS is a time in its own right, not a broken one`() async throws {
        let text = """
            {"ts": "2026-03-08 12:00:01,000", "message": "ws_connected"}
            {"message": "SNAPSHOT_SUCCESS", "orders_count": 8, "symbol_filter": null, "ts": 1772971203000}
            {"ts": "2026-03-08 12:00:04,000", "message": "ws_closed"}
            """
        let history = try await history(text)
        #expect(history.times == ["2026-03-08T12:00:01.000Z", "2026-03-08T12:00:04.000Z"])
        #expect(try history.covered == moment("2026-03-08T12:00:01Z")...moment("2026-03-08T12:00:04Z"))
    }

    @Test func `a reconcile run proves the zone of the lines after it`() async throws {
        let text = """
            {"asctime": "2026-03-08 14:00:01,600", "message": "RECONCILE_RUN", "ts_start": 1, "ts_end": 1772971201600}
            {"asctime": "2026-03-08 14:00:02,000", "message": "ws_connected"}
            """
        #expect(try await history(text, zone: .utc).times == ["2026-03-08T12:00:02.000Z"])
    }

    @Test func `journald's dates are of the latest year that is not ahead`() async throws {
        let text = """
            Dec 31 23:59:59 host grinder[1]: ws_connected
            Jan 01 00:00:01 host grinder[1]: ws_closed
            """
        let history = try await history(text, now: "2026-01-01T00:10:00Z")
        #expect(history.times == ["2025-12-31T23:59:59.000Z", "2026-01-01T00:00:01.000Z"])
    }

    @Test func `since and until bound what has a time and keep what has none`() async throws {
        let text = """
            ws_connected
            2026-03-08 12:00:00,000 INFO ws_closed
            2026-03-08 12:00:01,000 INFO ws_connected
            2026-03-08 12:00:02,000 INFO ws_reconnected
            """
        let history = try await history(text, since: "2026-03-08T12:00:01Z", until: "2026-03-08T12:00:01Z")
        #expect(history.numbers == [1, 3])
        #expect(try history.covered == moment("2026-03-08T12:00:00Z")...moment("2026-03-08T12:00:02Z"))
    }

    @Test func `a line without a time stays beside its neighbours`() async throws {
        let text = """
            ws_connected
            2026-03-08T12:00:05Z INFO ws_connected
            ws_closed
            2026-03-08T12:00:01Z INFO ws_connected
            ws_closed
            """
        #expect(try await history(text).numbers == [4, 5, 1, 2, 3])
    }
}
