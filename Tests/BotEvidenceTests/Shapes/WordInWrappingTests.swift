import BotEvidence
import Testing
import TriageCore

/// A message that is one word of grinder's, with no formatter before it, is told apart from a mention of the word.
@Suite struct WordInWrappingTests {
    @Test(arguments: [
        "    \"message\": \"listenKey_expired\",",
        "\t\"MESSAGE\" : \"listenKey_expired\"",
        "  textPayload: listenKey_expired",
        "- message: 'listenKey_expired'",
        "     7\tlistenKey_expired",
        "123456\tlistenKey_expired",
        "grinder-2026-03-08.log-7-listenKey_expired",
        "7-listenKey_expired",
        "logs/grinder.log-listenKey_expired",
        "/ingest?line=listenKey%5Fexpired",
        "/ingest?line=listenKey%255fexpired",
        #"{"log":"nothing"}{"log":"listenKey_expired"}"#,
        #"[{"line":"12:00:00 INFO httpx: HTTP Request: GET http://a/b \"HTTP/1.1 200 OK\""},{"line":"listenKey_expired"}]"#,
        "12:00:00 INFO grinder.live.engine: nothing\\n12:00:01 WARNING grinder.a: listenKey_expired",
    ])
    func `it is found`(line: String) async throws {
        let found = try await history(line + "\n")
        #expect(found.events.filter { $0.meaning == .stream("listenKey_expired") }.count == 1)
    }

    @Test(arguments: [
        "    logger.warning(\"listenKey_expired\")",
        "    \"listenKey_expired\": 1,",
        "    \"reason\": \"listenKey_expired\",",
        "    \"message\": \"listenKey_expired\" if gone else None,",
        "    state: listenKey_expired",
        "     7\t    raise Gone(\"listenKey_expired\")",
        "bot-listenKey_expired",
        "GET http://host/a?id=7-listenKey_expired",
        "12:00:00 INFO grinder.live.engine: why=listenKey_expired",
    ])
    func `a mention of it is none`(line: String) async throws {
        let found = try await history(line + "\n")
        #expect(!found.events.contains { $0.meaning == .stream("listenKey_expired") })
    }
}
