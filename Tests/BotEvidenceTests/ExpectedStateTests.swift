import BotEvidence
import Testing
import TriageCore

@Suite struct ExpectedStateTests {
    static let order = """
        {"client_order_id":"grinder_d_BTCUSDT_1_1772971200_1","expected_status":"OPEN","order_type":"LIMIT",\
        "orig_qty":"0.010","price":"67183.1","side":"BUY","symbol":"BTCUSDT","ts_created":1772971200000}
        """
    static let position = #"{"expected_position_amt":"-0.0100","symbol":"BTCUSDT","ts_updated":1772971200000}"#

    @Test(arguments: [
        "ORDER\nPOSITION\n", "ORDER\r\n\r\nPOSITION", "[ORDER,POSITION]", "[\n ORDER,\n POSITION\n]\n",
        "ORDER POSITION", "\u{FEFF}ORDER\nPOSITION",
    ])
    func `lines, an array and loose objects are read alike`(shape: String) async throws {
        let state = try await Self.read(
            shape.replacing("ORDER", with: Self.order).replacing("POSITION", with: Self.position))
        #expect(state.orders.map(\.clientOrderID.rawValue) == ["grinder_d_BTCUSDT_1_1772971200_1"])
        #expect(state.orders.map(\.symbol) == [Symbol("BTCUSDT")])
        #expect(state.orders.map(\.isActive) == [true])
        #expect(state.orders.map(\.createdAt) == [Timestamp(milliseconds: 1_772_971_200_000)])
        #expect(state.positions.map(\.amount.description) == ["-0.0100"])
        #expect(state.positions.map(\.updatedAt) == [Timestamp(milliseconds: 1_772_971_200_000)])
    }

    @Test(arguments: ["", "\n \n", "[]"])
    func `an empty file is no rows`(text: String) async throws {
        #expect(try await Self.read(text) == ExpectedState(orders: [], positions: []))
    }

    @Test(arguments: [
        ("0.30000000000000000001", "0.30000000000000000001"), ("\"0.010\"", "0.010"), ("0", "0"), ("-0.5", "-0.5"),
        ("1e-05", "0.00001"), ("\"0E-8\"", "0.00000000"), ("1.25E2", "125"), ("1.5e+3", "1500"), ("-12.5e-1", "-1.25"),
    ])
    func `amounts keep every digit`(written: String, amount: String) async throws {
        let state = try await Self.read(#"{"symbol":"BTCUSDT","expected_position_amt":\#(written)}"#)
        #expect(state.positions.map(\.amount.description) == [amount])
    }

    @Test(arguments: [
        (#"{"client_order_id":"a","expected_status":"OPEN"}"# + "\n" + #"{"client_order_id":"b","expec"#, 2),
        (#"{"client_order_id":"a"}"#, 1), (#"{"client_order_id":"","expected_status":"OPEN"}"#, 1),
        (#"{"client_order_id":7,"expected_status":"OPEN"}"#, 1),
        (#"{"client_order_id":"a","expected_status":"CANCELLD"}"#, 1),
        (#"{"client_order_id":"a","expected_status":"OPEN","symbol":"btc"}"#, 1),
        (#"{"client_order_id":"a","expected_status":"OPEN","ts_created":"soon"}"#, 1),
        (#"{"client_order_id":"a","expected_status":"OPEN","ts_created":1.5}"#, 1),
        (#"{"client_order_id":"a","expected_status":"OPEN","expected_position_amt":"0"}"#, 1),
        (#"{"client_order_id":"a","client_order_id":"b","expected_status":"OPEN"}"#, 1),
        (#"{"symbol":"BTCUSDT"}"#, 1), ("7", 1), ("\n\nnope", 3), ("null", 1), ("{\"a\":NaN}", 1), ("\"x", 1),
        ("\u{0}", 1),
        ("[\n{\"symbol\":\"BTCUSDT\",\"expected_position_amt\":\"0\"},\n[]]", 3), ("[1", 1),
        (#"{"symbol":"BTCUSDT","expected_position_amt":"0,5"}"#, 1), (#"{"expected_position_amt":"0"}"#, 1),
        (#"{"symbol":"BTCUSDT","expected_position_amt":true}"#, 1),
        (#"{"symbol":"BTCUSDT","expected_position_amt":"1","position_side":"UP"}"#, 1),
        (#"{"symbol":"BTCUSDT","expected_position_amt":01}"#, 1),
        (#"{"symbol":"BTCUSDT","expected_position_amt":1e99}"#, 1), (String(repeating: "[", count: 100_000), 1),
    ])
    func `a wrong row is named by its line`(text: String, line: Int) async throws {
        try await withTemporaryFolder { folder in
            let path = try folder.file("expected.jsonl", text)
            let problem = try #require(throws: ExpectedStateProblem.self) { try ExpectedState.read([path]) }
            #expect(problem.file == path)
            #expect(problem.line == line, "\(problem.detail)")
            #expect(problem.kind == .malformed)
        }
    }

    @Test func `rows carry their side and their file's time`() async throws {
        let state = try await Self.read(
            #"{"symbol":"BTCUSDT","expected_position_amt":"1","position_side":"SHORT"}"# + "\n"
                + #"{"symbol":"ETHUSDT","expected_position_amt":"1"}"# + "\n"
                + #"{"client_order_id":"a","expected_status":"OPEN"}"#)
        #expect(state.positions.map(\.side) == [.short, .both])
        #expect(state.positions.allSatisfy { $0.writtenAt != nil } && state.orders.allSatisfy { $0.writtenAt != nil })
    }

    @Test func `a missing file and a folder are unreadable`() async throws {
        try await withTemporaryFolder { folder in
            for path in [folder.at("none.jsonl"), folder.path, try folder.pipe("pipe")] {
                let problem = try #require(throws: ExpectedStateProblem.self) { try ExpectedState.read([path]) }
                #expect(problem.kind == .unreadable)
                #expect(problem.file == path)
            }
        }
    }

    private static func read(_ text: String) async throws -> ExpectedState {
        try await withTemporaryFolder { folder in try ExpectedState.read([try folder.file("expected.jsonl", text)]) }
    }
}
