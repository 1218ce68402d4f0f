import AuditLog
import ExchangeSandbox
import Foundation
import OperatorStage
import Testing
import TriageCore

@testable import grinderctl

/// What each request is answered, to the bytes.
@Suite struct ListenHTTPTests {
    private static let payload = Webhook.text([Webhook.Alert(name: "DiskFull")])

    private static func listening(_ play: (ListenStage) async throws -> Void) async throws {
        try await Stage.set { stage async throws in try await ListenStage.run(on: stage) { try await play($0) } }
    }

    @Test func `each path has its method, and neither another path nor another method is waited for`() async throws {
        try await Self.listening { listen async throws in
            for (line, status) in [
                ("GET /healthz", 200), ("GET /metrics", 200), ("GET /healthz?x=1", 200), ("HEAD /healthz", 405),
                ("POST /healthz", 405), ("GET /webhook", 405), ("PUT /webhook", 405), ("DELETE /webhook", 405),
                ("OPTIONS /webhook", 405), ("POST /", 404), ("GET /", 404), ("POST /webhook/", 404),
                ("POST //webhook", 404), ("BREW /webhook", 400), ("POST http://x/other", 404),
            ] {
                // A body is announced and never comes.
                let text =
                    "\(line) HTTP/1.1\r\nHost: x\r\n"
                    + (line.contains("/healthz") || line.contains("/metrics") ? "" : "Content-Length: 100000\r\n")
                    + "\r\n"
                let answer = await RawHTTP.send(.init(text), to: listen.port).first
                #expect(answer?.status == status, "\(line): \(String(describing: answer))")
                if status == 405 { #expect(answer?.header("allow") != nil) }
            }
        }
    }

    @Test func `what is no list of alerts is 400, and too much is 413 however it is announced`() async throws {
        try await Self.listening { listen async throws in
            for body in [
                "", "{", "{}", "[{}]", "null", "\"x\"", "[7]", #"{"alerts":7}"#, String(repeating: "[", count: 100_000),
            ] {
                #expect(await listen.post(body)?.status == 400, "\(body.prefix(20))")
            }
            #expect(await listen.post("[]")?.status == 202)
            let most = 4 << 20
            let large = String(repeating: " ", count: most - Self.payload.utf8.count) + Self.payload
            #expect(await listen.post(large)?.status == 202)
            #expect(await listen.post(large + " ")?.status == 413)
            // Announced, and never sent.
            let head = "POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: \(most + 1)\r\n\r\n"
            #expect(await RawHTTP.send(.init(head), to: listen.port).first?.status == 413)
            let chunk = String(repeating: "x", count: 65_536)
            let chunked =
                "POST /webhook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
                + String(repeating: "10000\r\n\(chunk)\r\n", count: 70)
            #expect(await RawHTTP.send(.init(chunked), to: listen.port).first?.status == 413)
        }
    }

    @Test func `chunks, pieces, pipelines, a half that is closed and 100-continue are taken`() async throws {
        try await Self.listening { listen async throws in
            let size = String(Self.payload.utf8.count, radix: 16)
            let chunked =
                "POST /webhook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\(size);a=b\r\n\(Self.payload)\r\n0\r\nTrailer: x\r\n\r\n"
            #expect(await RawHTTP.send(.init(chunked), to: listen.port).first?.status == 202)
            let one =
                "POST /webhook HTTP/1.1\r\nHost: x\r\nContent-Length: \(Self.payload.utf8.count)\r\n\r\n\(Self.payload)"
            var pipeline = RawHTTP.Sending(one + "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n" + one)
            pipeline.answers = 3
            #expect(await RawHTTP.send(pipeline, to: listen.port).map(\.status) == [202, 200, 202])
            var half = RawHTTP.Sending(one)
            half.closesHalf = true
            #expect(await RawHTTP.send(half, to: listen.port).first?.status == 202)
            let expecting = one.replacing("Host: x", with: "Host: x\r\nExpect: 100-continue")
            #expect(await RawHTTP.send(.init(expecting), to: listen.port).map(\.status) == [100, 202])
            // Nobody is asked for a body that is not wanted.
            let unwanted = expecting.replacing("/webhook", with: "/elsewhere")
            #expect(await RawHTTP.send(.init(unwanted), to: listen.port).map(\.status) == [404])
            let old = one.replacing("HTTP/1.1", with: "HTTP/1.0")
            #expect(await RawHTTP.send(.init(old), to: listen.port).first?.status == 202)
        }
    }

    @Test func `an answer to HEAD has no body, and what is said next on the connection is understood`() async throws {
        try await Self.listening { listen async throws in
            let head = "HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
            var sending = RawHTTP.Sending(head + head)
            sending.answers = 2
            let answers = await RawHTTP.send(sending, to: listen.port)
            #expect(answers.map(\.status) == [405, 405])
            #expect(answers.allSatisfy { $0.head.hasPrefix("HTTP/1.1") && $0.body.isEmpty })
        }
    }

    @Test func `a head without bound is refused`() async throws {
        try await Self.listening { listen async throws in
            let long = String(repeating: "a", count: 200_000)
            for text in [
                "GET /\(long) HTTP/1.1\r\nHost: x\r\n\r\n", "GET /healthz HTTP/1.1\r\nHost: x\r\nX: \(long)\r\n\r\n",
                "GET /healthz HTTP/1.1\r\n" + String(repeating: "X-Y: z\r\n", count: 5_000) + "\r\n",
            ] {
                let answers = await RawHTTP.send(.init(text), to: listen.port)
                // The connection may be gone before its answer is read.
                #expect(answers.isEmpty || answers.first?.status == 400)
            }
            #expect(await RawHTTP.get("/healthz", from: listen.port)?.status == 200)
        }
    }

    @Test func `with a token a webhook needs it, and the pages on loopback do not`() async throws {
        try await Stage.set { stage async throws in
            let file = try stage.write("s3cret-token-value\n", to: "token")
            try await ListenStage.run(on: stage, ["--token-file", file]) { listen async throws in
                for headers in [
                    [], ["Authorization: Bearer wrong"], ["Authorization: Bearer s3cret-token-valu"],
                    ["Authorization: Basic s3cret-token-value"], ["Authorization: s3cret-token-value"],
                    ["Authorization: Bearer s3cret-token-value", "Authorization: Bearer x"],
                    ["Authorization: Bearer s3cret-token-valueX"], ["Authorization: Bearer "],
                ] {
                    #expect(await listen.post(Self.payload, headers: headers)?.status == 401, "\(headers)")
                }
                for word in ["Bearer", "bearer", "BEARER"] {
                    let headers = ["authorization: \(word) s3cret-token-value"]
                    #expect(await listen.post(Self.payload, headers: headers)?.status == 202)
                }
                #expect(await RawHTTP.get("/healthz", from: listen.port)?.status == 200)
                #expect(await RawHTTP.get("/metrics", from: listen.port)?.status == 200)
                #expect(
                    await listen.post(Self.payload, headers: ["Content-Type: text/plain"])?.body.contains("s3cret")
                        == false)
            }
            #expect(try stage.entries().allSatisfy { !$0.payloadText.contains("s3cret-token") })
        }
    }

    @Test func `how it is started wrongly`() async throws {
        try await Stage.set { stage async throws in
            let token = try stage.write("token-of-the-test", to: "token")
            let open = try stage.write("token-of-the-test", to: "open", mode: 0o644)
            for (words, exit) in [
                (["--bind", "0.0.0.0:0"], 78), (["--bind", "[::]:0"], 78), (["--bind", "nonsense"], 64),
                (["--bind", "127.0.0.1:99999"], 64), (["--token-file", stage.folder + "/none"], 66),
                (["--token-file", open], 77), (["--no-audit"], 64), (["--answer", "instance-stopped=yes"], 64),
                (["--logs", "-"], 64), (["--expected", stage.folder + "/none"], 66),
                (["--audit-db", "/proc/none.db"], 74),
            ] as [([String], Int32)] {
                let answer = await stage.run(["listen"] + words)
                #expect(answer.exit == exit, "\(words): \(answer.all)")
                #expect(answer.output.isEmpty, "\(words)")
            }
            #expect(await stage.run(["listen"], with: ["BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil]).exit == 78)
            try await PageServer.run { taken async throws in
                let answer = await stage.run(["listen", "--bind", "127.0.0.1:\(taken.port)", "--token-file", token])
                #expect(answer.exit == 69, "\(answer.all)")
                #expect(answer.error.contains("is taken"))
            }
            let config = try stage.write("listen: {bind: 'x', notify: 'true'}\n", to: "config.yaml")
            #expect(await stage.run(["listen", "--config", config]).exit == 78)
            let shared = try stage.write("listen: {notify: 'true'}\n", to: "shared.yaml", mode: 0o666)
            #expect(await stage.run(["listen", "--config", shared]).exit == 77)
            let typo = try stage.write("listen: {notfy: 'true'}\n", to: "typo.yaml")
            let answer = await stage.run(["listen", "--config", typo])
            #expect(answer.exit == 78 && answer.error.contains("did you mean notify"), "\(answer.all)")
        }
    }
}
