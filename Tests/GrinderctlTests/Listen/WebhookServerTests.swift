import Foundation
import Listening
import OperatorStage
import Synchronization
import Testing

/// The limits of the server itself, with little patience.
@Suite struct WebhookServerTests {
    private static func serving(
        _ limits: WebhookServer.Limits,
        alerts: @escaping @Sendable ([UInt8]) async -> Reply = { _ in Reply(202, "{}") },
        _ play: (WebhookServer) async throws -> Void
    ) async throws {
        let page: @Sendable () async -> Reply = { Reply(200, "ok") }
        let server = try await WebhookServer.start(
            at: try ListeningPlace("127.0.0.1:0"), token: nil, limits: limits,
            pages: WebhookServer.Pages(health: page, metrics: page), alerts: alerts)
        let result: Result<Void, any Error>
        do {
            result = .success(try await play(server))
        } catch {
            result = .failure(error)
        }
        await server.end()
        try result.get()
    }

    private static func limits(_ change: (inout WebhookServer.Limits) -> Void) -> WebhookServer.Limits {
        var limits = WebhookServer.Limits()
        change(&limits)
        return limits
    }

    @Test(arguments: [
        "", "GET /hea", "POST /webhook HTTP/1.1\r\nHost: x\r\n",
        "POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{",
        "POST /webhook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
        "POST /nowhere HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{",
    ])
    func `who never ends what he says is not waited for`(_ text: String) async throws {
        let limits = Self.limits { ($0.headPatience, $0.bodyPatience, $0.parting) = (1, 1, 1) }
        try await Self.serving(limits) { server async throws in
            var sending = RawHTTP.Sending(text)
            sending.answers = 2
            let answers = await RawHTTP.send(sending, to: server.port)
            // Ended by the server, without a silence that would have ended the client's patience.
            #expect(answers.map(\.status) == (text.contains("/nowhere") ? [404] : []))
        }
    }

    @Test func `so many connections and no more`() async throws {
        let limits = Self.limits { ($0.mostConnections, $0.headPatience) = (3, 60) }
        let held = Held()
        try await Self.serving(
            limits,
            alerts: { _ in
                await held.hold()
                return Reply(202, "{}")
            }
        ) { server async throws in
            let body = "POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
            let waiting = (0..<3).map { _ in Task { await RawHTTP.send(.init(body), to: server.port) } }
            for _ in 0..<3 { await held.arrival() }
            #expect(await RawHTTP.get("/healthz", from: server.port) == nil)
            held.letGo()
            for task in waiting { #expect(await task.value.map(\.status) == [202]) }
            try await eventually("there is room again") {
                await RawHTTP.get("/healthz", from: server.port)?.status == 200
            }
        }
    }

    @Test func `connections that say nothing make room, the oldest first; those at work do not`() async throws {
        let limits = Self.limits { ($0.mostConnections, $0.headPatience) = (3, 60) }
        let held = Held()
        let shown = Mutex(0)
        let page: @Sendable () async -> Reply = {
            shown.withLock { $0 += 1 }
            return Reply(200, "ok")
        }
        let server = try await WebhookServer.start(
            at: try ListeningPlace("127.0.0.1:0"), token: nil, limits: limits,
            pages: WebhookServer.Pages(health: page, metrics: page),
            alerts: { _ in
                await held.hold()
                return Reply(202, "{}")
            })
        let body = "POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
        let atWork = Task { await RawHTTP.send(.init(body), to: server.port) }
        await held.arrival()
        // More than there is room for, each answered once and kept open since.
        var idle: [Task<[RawAnswer], Never>] = []
        for number in 1...5 {
            var sending = RawHTTP.Sending("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            sending.answers = 2
            idle.append(Task { [sending] in await RawHTTP.send(sending, to: server.port) })
            try await eventually("\(number) are answered") { shown.withLock { $0 } == number }
        }
        for _ in 0..<5 { #expect(await RawHTTP.get("/healthz", from: server.port)?.status == 200) }
        held.letGo()
        #expect(await atWork.value.map(\.status) == [202])
        await server.end()
        for task in idle { #expect(await task.value.map(\.status) == [200]) }
    }

    @Test func `bodies hold no more memory together than they may`() async throws {
        let limits = Self.limits { ($0.mostBody, $0.mostHeld) = (1 << 20, 1 << 20) }
        let held = Held()
        try await Self.serving(
            limits,
            alerts: { _ in
                await held.hold()
                return Reply(202, "{}")
            }
        ) { server async throws in
            let body = String(repeating: "x", count: 700_000)
            let first = Task { await RawHTTP.post(body, to: server.port)?.status }
            await held.arrival()
            let second = await RawHTTP.post(body, to: server.port)
            #expect(second?.status == 503 && second?.header("retry-after") != nil)
            held.letGo()
            #expect(await first.value == 202)
            #expect(await RawHTTP.post(body, to: server.port)?.status == 202)
        }
    }

    @Test func `where it may listen`() throws {
        for (text, isLoopback) in [
            ("127.0.0.1:0", true), ("127.8.8.8:9097", true), ("[::1]:1", true), ("localhost:2", true),
            ("0.0.0.0:9097", false), ("[::]:9097", false), ("10.0.0.7:80", false),
        ] {
            let place = try ListeningPlace(text)
            #expect(place.isLoopback == isLoopback && place.description == text)
        }
        for text in [
            "", ":9097", "127.0.0.1", "127.0.0.1:", "127.0.0.1:-1", "127.0.0.1:65536", "::1:9097", "a b:1", "x@y:1",
            "127.0.0.1:١",
        ] {
            #expect(throws: ListeningProblem.self, "\(text)") { try ListeningPlace(text) }
        }
    }
}
