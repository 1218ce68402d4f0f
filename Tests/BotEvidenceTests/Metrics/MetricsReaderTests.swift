import BotEvidence
import Testing
import TriageCore

@Suite struct MetricsReaderTests {
    static let now = Timestamp(milliseconds: 1_772_971_455_800)
    static let body = "# TYPE grinder_up gauge\ngrinder_up 1"

    @Test(arguments: ["", "/", "/metrics", "/healthz", "/custom?x=1"]) func `a page is read at its URL`(path: String)
        async throws
    {
        let answer = "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n\(Self.body)"
        let scripts = ["/metrics": ScriptedServer.Script.bytes(answer), "/custom?x=1": .bytes(answer)]
        try await ScriptedServer.serve(scripts) { server in
            let reading = try await Self.read(server.url + path).get()
            #expect(reading.page.sample("grinder_up")?.value == "1")
            #expect(reading.taken == Self.now)
            #expect(reading.source == server.url + (path.hasPrefix("/custom") ? "/custom" : "/metrics"))
        }
    }

    @Test(arguments: [
        ("HTTP/1.0 404 Not Found\r\n\r\ngrinder_up 1", Unavailable.Kind.unusable),
        ("HTTP/1.0 302 Found\r\nLocation: /metrics\r\n\r\n", .unusable),
        ("HTTP/1.0 200 OK\r\n\r\n<html>login</html>", .unusable),
        ("HTTP/1.0 200 OK\r\n\r\nprometheus_build_info 1", .unusable),
        ("HTTP/1.0 200 OK\r\n\r\n", .unusable),
    ])
    func `an answer that is no page of grinder's is none`(answer: String, kind: Unavailable.Kind) async throws {
        try await ScriptedServer.serve(["/metrics": .bytes(answer)]) { server in
            let result = await Self.read(server.url)
            #expect(Self.problem(result)?.kind == kind)
        }
    }

    @Test func `a file's page is of its last change`() async throws {
        try await withTemporaryFolder { folder in
            let path = try folder.file("metrics.prom", Self.body)
            let reading = try await Self.read(path).get()
            #expect(reading.page.samples.count == 1)
            #expect(reading.taken != Self.now)
            #expect(await Self.problem(Self.read(folder.at("gone")))?.kind == .unreadable)
        }
    }

    @Test func `nobody answers on a closed port, and only http is asked`() async throws {
        let port = try ScriptedServer.refusingPort()
        #expect(await Self.problem(Self.read("http://127.0.0.1:\(port)"))?.kind == .unreachable)
        #expect(await Self.problem(Self.read("ftp://127.0.0.1/metrics"))?.kind == .unusable)
    }

    private static func read(_ argument: String) async -> Result<MetricsReading, Unavailable> {
        await MetricsReader.read(argument, now: { now })
    }

    private static func problem(_ result: Result<MetricsReading, Unavailable>) -> Unavailable? {
        if case .failure(let problem) = result { problem } else { nil }
    }
}
