import BotEvidence
import Testing
import TriageCore

@Suite struct LogShapeTests {
    static let id = ClientOrderID("grinder_d_BTCUSDT_1_1772971200_1")
    static let message =
        "HTTP Request: POST https://fapi.binance.com/fapi/v1/order?symbol=BTCUSDT&newClientOrderId=\(id)"
        + "&recvWindow=5000 \"HTTP/1.1 200 OK\""

    @Test(arguments: [
        ("12:00:01 INFO     httpx: MESSAGE", "dateInferred"),
        ("[12:00:01] INFO     httpx: MESSAGE", "dateInferred"),
        ("2026-03-08 12:00:01,250 INFO MESSAGE", "zoneAssumed"),
        ("2026-03-08 12:00:01 INFO     httpx: MESSAGE", "zoneAssumed"),
        ("2026-03-08T12:00:01Z INFO httpx: MESSAGE", "exact"),
        ("2026-03-08T14:00:01+02:00 INFO httpx: MESSAGE", "exact"),
        ("2026-03-08T12:00:01.000000000Z MESSAGE", "exact"),
        ("2026-03-08T12:00:01.900000000Z 12:00:01 INFO     httpx: MESSAGE", "exact"),
        ("2026-03-08T12:00:01.000000000Z stderr F 12:00:01 INFO     httpx: MESSAGE", "exact"),
        ("grinder  | 12:00:01 INFO     httpx: MESSAGE", "dateInferred"),
        ("grinder-1  | 2026-03-08T12:00:01.000000000Z 12:00:01 INFO     httpx: MESSAGE", "exact"),
        ("\u{1B}[36mgrinder  | \u{1B}[0m12:00:01 INFO     httpx: MESSAGE", "dateInferred"),
        ("Mar 08 12:00:01 trader01 grinder[4242]: 12:00:01 INFO     httpx: MESSAGE", "dateInferred"),
        ("Mar  8 12:00:01 trader01 grinder[4242]: MESSAGE", "dateInferred"),
        ("2026-03-08T12:00:01+0000 trader01 grinder[4242]: 12:00:01 INFO     httpx: MESSAGE", "exact"),
        ("2026-03-08T12:00:01.123456+00:00 trader01 python3[9]: MESSAGE", "exact"),
        (
            #"{"asctime": "2026-03-08 12:00:01,000", "levelname": "INFO", "name": "httpx", "message": "JSON"}"#,
            "zoneAssumed"
        ),
        (#"{"timestamp": "2026-03-08T12:00:01Z", "level": "info", "event": "JSON"}"#, "exact"),
        (#"{"time":"2026-03-08T12:00:01.5Z","msg":"JSON"}"#, "exact"),
        (#"{"ts": 1772971201000, "message": "JSON"}"#, "exact"),
        (#"{"created": 1772971201.25, "message": "JSON"}"#, "exact"),
        (#"{"log": "12:00:01 INFO     httpx: JSON\n", "stream": "stderr", "time": "2026-03-08T12:00:01.2Z"}"#, "exact"),
        (
            #"{"log":"{\"asctime\": \"2026-03-08 12:00:01,000\", \"message\": \"JSONJSON\"}\n","stream":"stderr","time":"2026-03-08T12:00:01Z"}"#,
            "exact"
        ),
        (#"{"MESSAGE":"12:00:01 INFO     httpx: JSON","__REALTIME_TIMESTAMP":"1772971201000000"}"#, "exact"),
        (
            #"{"attributes":{"body":"12:00:01 INFO     httpx: JSON"},"observedTimeUnixNano":"1772971201000000000"}"#,
            "exact"
        ),
        (#"{"observedTimestamp":"2026-03-08T12:00:01.5Z","body":"httpx: JSON"}"#, "exact"),
        (#"{"log":"12:00:01 INFO     httpx: JSON","ingest_time":1772971201250}"#, "exact"),
        (#"{"log":"12:00:01 INFO     httpx: JSON","containerStartTime":"2026-03-01T00:00:00Z"}"#, "dateInferred"),
        (#"{"log":"12:00:01 INFO     httpx: JSON","response_time_ns":1600000000}"#, "dateInferred"),
        (#"{"log":"12:00:01 INFO     httpx: JSON","buildTime":"2026-03-01T00:00:00Z"}"#, "dateInferred"),
        (#"{"log":"12:00:01 INFO     httpx: JSON","deployTimestamp":1772971100000}"#, "dateInferred"),
        (#"{"log":"12:00:01 INFO     httpx: JSON","runtime":1772971100,"file_mtime":1772971100}"#, "dateInferred"),
    ])
    func `the line is understood, however it is wrapped`(wrapping: String, certainty: String) async throws {
        let json = Self.message.replacing("\"", with: #"\""#)
        let nested = json.replacing("\\", with: #"\\"#).replacing("\"", with: #"\""#)
        let line = wrapping.replacing("MESSAGE\":", with: "M\":").replacing("JSONJSON", with: nested)
            .replacing("JSON", with: json).replacing("MESSAGE", with: Self.message)
            .replacing("M\":", with: "MESSAGE\":")
        for naming in [nil, Set([Self.id])] {
            let history = try await history(line, naming: naming, now: "2026-03-08T12:00:30Z")
            let event = try #require(history.events.first, "\(line)")
            #expect(history.events.count == 1)
            #expect(event.meaning == .request(method: "POST", path: "/fapi/v1/order", status: 200))
            #expect(event.clientOrderID == Self.id)
            #expect(event.symbol == Symbol("BTCUSDT"))
            let time = try #require(event.time, "\(line)")
            #expect("\(time.certainty)" == certainty)
            #expect(try abs(time.moment.milliseconds(since: moment("2026-03-08T12:00:01Z"))) < 1_000, "\(line)")
        }
    }

    @Test(arguments: ["MESSAGE", "INFO:httpx:MESSAGE", "INFO     httpx: MESSAGE", #"{"message": "JSON"}"#])
    func `a line may have no time at all`(wrapping: String) async throws {
        let json = Self.message.replacing("\"", with: #"\""#)
        let line = wrapping.replacing("JSON", with: json).replacing("MESSAGE", with: Self.message)
        let event = try #require(await history(line).events.first)
        #expect(event.meaning == .request(method: "POST", path: "/fapi/v1/order", status: 200))
        #expect(event.time == nil)
    }

    @Test(arguments: [
        "12:00:01", "25:00:01 INFO x", "12:60:01 INFO x", "2026-13-08 12:00:01 x", "2026-02-30 12:00:01 x",
        "12:00:011 INFO x", "12:00:01x", "Mar 40 12:00:01 host x[1]: y", "Foo 08 12:00:01 host x[1]: y", "{", "{}", "[",
        "{\"message\"", "{\"log\":1,\"time\":2}", "", " ", "\u{1B}[", "a | ", "|", "{\"a\": {\"b\": [\"}\", 1]}}", "\"",
    ])
    func `a line that says nothing is no event`(line: String) async throws {
        let history = try await history(line + "\nws_connected\n")
        #expect(history.numbers == [2])
        #expect(history.problems == [])
    }
}
