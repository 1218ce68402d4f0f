import Testing
import TriageCore

@testable import BotEvidence

/// A Prometheus server over loopback: what it is sent, and where its answers are not followed to.
struct PrometheusWireTests {
    private static let now = Timestamp(milliseconds: 1_772_971_200_000)

    private static func http(_ status: String, _ body: String = "", _ header: String = "") -> ScriptedServer.Script {
        .bytes("HTTP/1.1 \(status)\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\(header)\r\n\(body)")
    }

    private static func ask(_ server: ScriptedServer, _ token: String?) async throws -> Result<PageAnswer, Unavailable>
    {
        let fetch = PageFetch(
            timeout: .seconds(900), authorization: token.flatMap { Authorization(file: Array($0.utf8)) })
        let answer = await fetch.get(try PrometheusServer(server.url).page("query", [(name: "query", value: "up")]))
        await fetch.close()
        return answer
    }

    @Test(arguments: [
        ("abc.def", "Authorization: Bearer abc.def"), ("ada:lovelace", "Authorization: Basic YWRhOmxvdmVsYWNl"),
    ])
    func `the token is sent as its kind is sent`(_ token: String, _ header: String) async throws {
        try await ScriptedServer.serve(["/api/v1/query?query=up": Self.http("200 OK", "{}")]) { server in
            _ = try await Self.ask(server, token).get()
            #expect(server.requests.count == 1)
            #expect(server.requests[0].lowercased().contains(header.lowercased()))
            _ = try await Self.ask(server, nil).get()
            #expect(server.requests.last?.lowercased().contains("authorization") == false)
        }
    }

    @Test func `a redirect is not followed, and takes no token along`() async throws {
        try await ScriptedServer.serve(["/taken": Self.http("200 OK", "{}")]) { other in
            let script = Self.http("302 Found", "", "Location: \(other.url)/taken\r\n")
            try await ScriptedServer.serve(["/api/v1/query?query=up": script]) { server in
                guard case .failure(let problem) = try await Self.ask(server, "abc.def") else {
                    Issue.record("a redirect was taken for an answer")
                    return
                }
                #expect(problem.detail.contains("redirect") && !"\(problem)".contains("abc.def"))
                #expect(other.requests.isEmpty)
            }
        }
    }

    @Test func `every character of a query reaches the server`() throws {
        let page = try PrometheusServer("http://p:9090/prom?tenant=a")
            .page("query", [(name: "query", value: "up{job=~\"a|b\"} + 1"), (name: "step", value: "60")])
        #expect(
            page.url
                == "http://p:9090/prom/api/v1/query?tenant=a&query=up%7Bjob%3D%7E%22a%7Cb%22%7D%20%2B%201&step=60")
    }
}
