import BotEvidence
import Testing
import TriageCore

/// Wherever a RECONCILE_MISMATCH line has its fields, it is about the order they name, or is told as not understood.
@Suite struct MismatchFieldTests {
    static let id = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_12")
    private static let head =
        #"{"asctime":"2026-03-08 12:00:00,000","levelname":"WARNING","name":"grinder.reconcile.engine","#
    private static let fields =
        #""mismatch_type":"ORDER_EXISTS_UNEXPECTED","symbol":"BTCUSDT","client_order_id":"\#(id)""#
    private static let flat = head + #""message":"RECONCILE_MISMATCH",\#(fields)}"#
    private static let camel =
        #""mismatchType":"ORDER_EXISTS_UNEXPECTED","symbol":"BTCUSDT","clientOrderId":"\#(id)""#

    static let understood: [(shape: String, line: String)] = [
        ("flat", flat),
        ("extra", head + #""message":"RECONCILE_MISMATCH","extra":{\#(fields)}}"#),
        ("labels of ECS", head + #""message":"RECONCILE_MISMATCH","labels":{\#(fields)}}"#),
        ("two levels", head + #""message":"RECONCILE_MISMATCH","context":{"fields":{\#(fields)}}}"#),
        ("dotted names", head + #""message":"RECONCILE_MISMATCH",\#(fields.replacing(#",""#, with: #","labels."#))}"#),
        ("camel case", head + #""message":"RECONCILE_MISMATCH",\#(camel)}"#),
        ("camel case, nested", head + #""message":"RECONCILE_MISMATCH","data":{\#(camel)}}"#),
        ("the fields first", #"{"extra":{\#(fields)},"levelname":"WARNING","message":"RECONCILE_MISMATCH"}"#),
        (
            "loguru, serialised",
            #"{"text":"2026-03-08 12:00:00.000 | WARNING  | grinder.reconcile.engine:_log:312 - RECONCILE_MISMATCH\n","#
                + #""record":{"extra":{\#(fields)},"level":{"name":"WARNING","no":30},"message":"RECONCILE_MISMATCH"}}"#
        ),
        (
            "loguru, its message in the text alone",
            #"{"text":"RECONCILE_MISMATCH\n","record":{"extra":{\#(fields)},"level":{"name":"WARNING","no":30}}}"#
        ),
        (
            "OpenTelemetry",
            #"{"body":"RECONCILE_MISMATCH","attributes":[{"key":"mismatch_type","value":{"stringValue":"ORDER_EXISTS_UNEXPECTED"}},"#
                + #"{"key":"symbol","value":{"stringValue":"BTCUSDT"}},"#
                + #"{"key":"client_order_id","value":{"stringValue":"\#(id)"}}]}"#
        ),
        (
            "docker around it",
            #"{"log":"\#(LogShape.Line.escaped(head + #""message":"RECONCILE_MISMATCH","extra":{\#(fields)}}"#))\n","#
                + #""stream":"stderr","time":"2026-03-08T12:00:00.1Z"}"#
        ),
        (
            "fields of the transport beside a bare message",
            #"{"log":"RECONCILE_MISMATCH\n","labels":{\#(fields)},"time":"2026-03-08T12:00:00.1Z"}"#
        ),
        (
            "journald, fields of its own",
            #"{"MESSAGE":"RECONCILE_MISMATCH","_PID":"42","MISMATCH_TYPE":"ORDER_EXISTS_UNEXPECTED","SYMBOL":"BTCUSDT","#
                + #""CLIENT_ORDER_ID":"\#(id)"}"#
        ),
        (
            "Graylog",
            #"{"version":"1.1","short_message":"RECONCILE_MISMATCH","_mismatch_type":"ORDER_EXISTS_UNEXPECTED","#
                + #""_symbol":"BTCUSDT","_client_order_id":"\#(id)"}"#
        ),
        (
            "Azure",
            #"{"Message":"RECONCILE_MISMATCH","mismatch_type_s":"ORDER_EXISTS_UNEXPECTED","symbol_s":"BTCUSDT","#
                + #""client_order_id_s":"\#(id)"}"#
        ),
        (
            "a record as the text of a member",
            head + #""message":"RECONCILE_MISMATCH","extra":"{\#(LogShape.Line.escaped(fields))}"}"#
        ),
        (
            "logfmt",
            "ts=2026-03-08T12:00:00Z level=warning msg=RECONCILE_MISMATCH mismatch_type=ORDER_EXISTS_UNEXPECTED "
                + "symbol=BTCUSDT client_order_id=\(id)"
        ),
        ("rsyslog, quotation marks in octal", flat.replacing("\"", with: "#042")),
        ("a chat's quotation marks", flat.replacing(#"""#, with: "\u{201C}")),
        ("a chat's quotation marks in pairs", paired(flat)),
    ]

    private static func paired(_ text: String) -> String {
        var isOpen = false
        return String(
            text.map { character -> Character in
                guard character == "\"" else { return character }
                isOpen.toggle()
                return isOpen ? "\u{201C}" : "\u{201D}"
            })
    }

    @Test(arguments: understood.indices)
    func `its fields are found`(index: Int) async throws {
        let (shape, line) = Self.understood[index]
        for text in [line, line + "\n", Self.idle + line + "\n" + Self.idle] {
            let found = try await history(text).events.filter { $0.clientOrderID == Self.id }
            #expect(found.map(\.meaning) == [.mismatch(.orderUnexpected, plan: nil)], "\(shape)")
            #expect(found.map(\.symbol) == [Symbol("BTCUSDT")], "\(shape)")
            let scanned = await Self.scanned(text)
            #expect(scanned.events.map(\.clientOrderID) == [Self.id], "\(shape)")
            #expect(scanned.untypedMismatches.isEmpty)
        }
    }

    private static let idle = "12:00:01 INFO     grinder.live.engine: idle\n"

    static let unclear: [(shape: String, line: String)] = [
        ("an unknown name of the id", head + #""message":"RECONCILE_MISMATCH","extra":{"ref":"\#(id)"}}"#),
        (
            "two orders",
            head
                + #""message":"RECONCILE_MISMATCH","mismatch_type":"ORDER_EXISTS_UNEXPECTED","a":{"client_order_id":"\#(id)"},"#
                + #""b":{"client_order_id":"\#(id)3"}}"#
        ),
        ("an unknown message", head + #""message":"reconcile: differs",\#(fields)}"#),
        ("no message", #"{"level":"warning",\#(fields)}"#),
        ("cut within the word", head + #""message":"RECONCILE_MI"#),
        ("cut at the word's beginning", head + #""message":"RECO"#),
        ("cut within its first key", String(head.dropLast(1)) + #", "mess"#),
        ("cut before its first word", head + #""message":""#),
        ("cut within the type", #"{"mismatch_type":"ORDER_EXI"#),
        ("cut within the id", String(flat.dropLast(4))),
        ("cut within the id's last number", String(flat.dropLast(3))),
        ("cut behind the id", String(flat.dropLast(2))),
        (
            "cut within the id in docker's record",
            #"{"log":"\#(LogShape.Line.escaped(String(flat.dropLast(3))))"#
        ),
        (
            "cut within the id by a forwarder, which closed its own record",
            #"{"log":"\#(LogShape.Line.escaped(String(flat.dropLast(3))))","stream":"stderr"}"#
        ),
        ("words around it", "alertbot said RECONCILE_MISMATC! about \(id)"),
    ]

    @Test(arguments: unclear.indices)
    func `one that is not understood is told, and names no order`(index: Int) async throws {
        let (shape, line) = Self.unclear[index]
        for text in [line, Self.idle + line] {
            let events = try await history(text).events
            let told = events.filter { if case .mismatch = $0.meaning { true } else { false } }
            #expect(told.map(\.clientOrderID) == [nil], "\(shape): \(events)")
            #expect(
                !events.contains { $0.clientOrderID != nil && $0.clientOrderID != Self.id && !shape.hasPrefix("two") })
            let scanned = await Self.scanned(text)
            #expect(scanned.untypedMismatches.count == 1, "\(shape)")
            #expect(scanned.events.count == 1)
            let known = KnownOrders(
                history: try await history(text), expected: [], symbol: nil, identity: Identity(), now: nil)
            #expect(!known.unread.isEmpty, "\(shape)")
        }
    }

    @Test func `an id whose last number is cut is not taken for another order's`() async throws {
        let line = String(Self.flat.dropLast(3))
        #expect(!(try await history(line).events.contains { $0.clientOrderID != nil }))
        let wanted = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1")
        let history = try await history(line, naming: [wanted, Self.id])
        for event in history.events { #expect(event.meaning == .other) }
    }

    @Test(arguments: [
        "12:00:00 WARNING  grinder.reconcile.engine: RECONCILE_MISMATCH", "RECONCILE_MISMATCH",
        #"{"log":"12:00:00 WARNING  grinder.reconcile.engine: RECONCILE_MISMATCH\n","stream":"stderr"}"#,
    ])
    func `a text log's line, which never says more, hides no order from an alert of another type`(
        line: String
    ) async throws {
        let found = try await history(line)
        #expect(found.events.map(\.meaning) == [.mismatch(nil, plan: nil)])
        let known = KnownOrders(history: found, expected: [], symbol: nil, identity: Identity(), now: nil)
        #expect(known.unread.isEmpty)
    }

    @Test func `a text line without its end still names its order`() async throws {
        let line = "12:00:00 WARNING  x: CANCEL_OK order_id=\(Self.id)"
        #expect(try await history(line).events.map(\.clientOrderID) == [Self.id])
        let quoted = #"12:00:00 INFO     x: sent {"a":1} for \#(Self.id)"#
        #expect(try await history(quoted).events.map(\.clientOrderID) == [Self.id])
    }

    @Test(arguments: [
        #"{"asctime":"2026-03-08 12:00:00,000","message":"RECONCILE_RUN","mismatch_counts":{"ORDER_MISSING_ON_EXCHANGE":7}}"#,
        #"{"event_type":"REMEDIATE_RESULT","details":{"mismatch_type":"ORDER_EXISTS_UNEXPECTED"},"mode":"live"}"#,
        "12:00:00 INFO     grinder.live.engine: MODE: RECONCILE",
        "12:00:00 INFO     grinder.live.engine: REMEDIATION_PLANNED mismatch_type=ORDER_EXISTS_UNEXPECTED",
        "12:00:00 INFO     grinder.live.engine: sell ORDER",
    ])
    func `what only mentions it is no complaint`(line: String) async throws {
        #expect(await Self.scanned(line + "\n").events == [])
    }

    private static func scanned(_ text: String) async -> LogHistory {
        await LogReader.history(
            [.standardInput], naming: nil, symbol: nil, now: Timestamp(milliseconds: 1_773_100_800_000), zone: .utc,
            standardInput: chunks([Array(text.utf8)]), topic: .mismatches)
    }
}
