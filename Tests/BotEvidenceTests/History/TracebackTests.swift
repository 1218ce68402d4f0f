import BotEvidence
import Testing
import TriageCore

@Suite struct TracebackTests {
    static let id = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1")
    static let traceback = """
        Traceback (most recent call last):
          File "/app/src/grinder/live/reconcile_loop.py", line 300, in _run
            self.run(signature='\(String(repeating: "5f", count: 32))')
        KeyError: '\(id)'

        During handling of the above exception, another exception occurred:

        Traceback (most recent call last):
          File "x.py", line 1, in <module>
        grinder.errors.ConnectorError: boom
        """

    @Test(arguments: ["", "grinder  | ", "2026-03-08T12:00:00.000000000Z ", "Mar 08 12:00:00 host grinder[1]: "])
    func `a traceback belongs to the line it follows`(prefix: String) async throws {
        let lines =
            ["12:00:00 INFO     x: ws_connected", "12:00:00 ERROR    x: Error in reconcile loop"]
            + Self.traceback.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
            + ["HA role changed: active -> standby", "12:00:01 INFO     x: ws_closed"]
        let text = lines.map { prefix + $0 }.joined(separator: "\n")
        let all = try await history(text, now: "2026-03-08T13:00:00Z")
        #expect(
            all.events.map(\.meaning) == [
                .stream("ws_connected"), .event("Error in reconcile loop"), .highAvailability("HA role changed"),
                .stream("ws_closed"),
            ])
        #expect(all.numbers == [1, 2, 13, 14])
        let event = try #require(all.events.dropFirst().first)
        #expect(event.text.hasSuffix("grinder.errors.ConnectorError: boom"))
        #expect(event.clientOrderID == Self.id)
        #expect(!event.text.contains("5f5f"))
        let one = try await history(text, naming: [Self.id], now: "2026-03-08T13:00:00Z")
        #expect(one.numbers == [1, 2, 13, 14])
    }

    @Test func `an uncaught exception belongs to no line before it`() async throws {
        let text = "12:00:00 INFO     x: ws_connected\n\(Self.traceback)\n"
        let history = try await history(text)
        #expect(history.numbers == [1, 2])
        #expect(history.events.map { $0.text.contains("KeyError") } == [false, true])
    }

    @Test func `an indented list belongs to its line in a bare log`() async throws {
        let text = """
            PLACE_CORRELATION open_orders_count=1 parsable_grinder=1 recent=2 found=1 missing=1
              MISSING: \(Self.id)
            ws_closed
            """
        let history = try await history(text)
        #expect(history.numbers == [1, 3])
        #expect(history.events.map(\.clientOrderID) == [Self.id, nil])
    }
}
