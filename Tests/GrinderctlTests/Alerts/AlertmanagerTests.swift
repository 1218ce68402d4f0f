import AuditLog
import ExchangeSandbox
import Foundation
import OperatorStage
import Testing
import TriageCore

@testable import grinderctl

/// `triage alert --alertmanager`: the firing alerts fetched where they are.
@Suite struct AlertmanagerTests {
    private static let path = "/api/v2/alerts"
    private static let firing = #"""
        [{"annotations":{},"endsAt":"2026-03-08T12:04:00.000Z","fingerprint":"a","receivers":[{"name":"r"}],
        "startsAt":"2026-03-08T12:00:00.000Z","status":{"inhibitedBy":[],"silencedBy":["4f1c"],"state":"suppressed"},
        "updatedAt":"2026-03-08T12:00:00.000Z",
        "labels":{"alertname":"ReconcileMismatchDetected","type":"ORDER_EXISTS_UNEXPECTED"}}]
        """#

    @Test func `it asks, marks what is silenced, and triages`() async throws {
        try await Stage.set { stage async throws in
            try await PageServer.run([Self.path: .init(Self.firing), "/am" + Self.path: .init("[]")]) {
                server async throws in
                let answer = await stage.run(["triage", "alert", "--alertmanager", server.url, "--json"])
                #expect(answer.exit == 1, "\(answer.all)")
                #expect(answer.json["findings"].elements.count == 5)
                #expect(answer.output.contains("silenced by 4f1c"))
                // As it is given: a prefix, a page, a query.
                for (address, target) in [
                    ("/am/", "/am/api/v2/alerts"), ("/api/v2/alerts", "/api/v2/alerts"),
                    ("/am?receiver=r", "/am/api/v2/alerts?receiver=r"),
                ] {
                    _ = await stage.run(["triage", "alert", "--alertmanager", server.url + address])
                    #expect(server.requests.last?.hasPrefix("GET \(target) ") == true, "\(server.requests.last ?? "")")
                }
                let none = await stage.run(["triage", "alert", "--alertmanager", server.url + "/am"])
                #expect(none.exit == 0 && none.output.contains("No alert is firing"), "\(none.all)")
                #expect(server.requests.allSatisfy { !$0.lowercased().contains("authorization") })
            }
        }
    }

    @Test func `what it does not answer is a read that failed, named, and never no alert`() async throws {
        try await Stage.set { stage async throws in
            try await PageServer.run { server async throws in
                for (page, told) in [
                    (PageServer.Page("", status: 302, headers: ["Location: \(server.url)/elsewhere"]), "redirect"),
                    (PageServer.Page("<html>log in</html>"), "isn't a list of alerts"),
                    (PageServer.Page("nope", status: 500), "status 500"), (PageServer.Page("", status: 401), "token"),
                    (PageServer.Page("{}"), "isn't a list of alerts"),
                ] {
                    server.set(Self.path, page)
                    let answer = await stage.run(["triage", "alert", "--alertmanager", server.url, "--json"])
                    #expect(answer.exit == 2, "\(answer.all)")
                    #expect(answer.json["findings"][0]["verdict"]["code"].text == "inconclusive")
                    #expect(
                        answer.output.contains(told) && answer.output.contains("GET \(server.url)/api/v2/alerts"),
                        "\(answer.all)")
                }
                #expect(!server.requests.contains { $0.contains("/elsewhere") })
            }
            let silent = await stage.run(["triage", "alert", "--alertmanager", "http://127.0.0.1:9", "--json"])
            #expect(silent.exit == 2 && silent.output.contains("no connection"), "\(silent.all)")
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test func `the configured token goes to the configured host alone`() async throws {
        try await Stage.set { stage async throws in
            try await PageServer.run([Self.path: .init("[]")]) { ours async throws in
                try await PageServer.run([Self.path: .init("[]")]) { other async throws in
                    let token = try stage.write("am-token-of-the-test\n", to: "token")
                    let config = try stage.write(
                        "alertmanager: {url: '\(ours.url)', token-file: '\(token)'}\n", to: "config.yaml")
                    let words = ["triage", "alert", "--config", config]
                    // Nothing was piped, and no terminal is there: it is fetched.
                    #expect(await stage.run(words).exit == 0)
                    #expect(await stage.run(words, console: ScriptedConsole(isTerminal: true)).exit == 0)
                    #expect(await stage.run(words + ["--alertmanager", other.url]).exit == 0)
                    #expect(ours.requests.count == 2)
                    #expect(ours.requests.allSatisfy { $0.contains("Bearer am-token-of-the-test") })
                    #expect(other.requests.count == 1)
                    #expect(other.requests.allSatisfy { !$0.contains("am-token") })
                    // What is piped is not dropped for what is configured.
                    let piped = ScriptedConsole(input: [AlertPayloads.unexpected])
                    #expect(await stage.run(words, console: piped).exit == 1)
                    #expect(ours.requests.count == 2)
                    #expect(try stage.entries().allSatisfy { !$0.payloadText.contains("am-token") })
                    for (mode, exit) in [(0o644, 77)] as [(Int, Int32)] {
                        _ = try stage.write("am-token-of-the-test\n", to: "token", mode: mode)
                        #expect(await stage.run(words).exit == exit)
                    }
                    try FileManager.default.removeItem(atPath: token)
                    #expect(await stage.run(words).exit == 66)
                }
            }
        }
    }

    @Test func `what cannot be asked is refused before anything is`() async throws {
        try await Stage.set { stage async throws in
            let file = try stage.write("[]", to: "alert.json")
            for (words, exit) in [
                (["--alertmanager", "ftp://am"], 64), (["--alertmanager", "am:9093"], 64),
                (["--alertmanager", "http://me:secret-word@am"], 64), (["--alertmanager", "http://am", file], 64),
            ] as [([String], Int32)] {
                let answer = await stage.run(["triage", "alert"] + words)
                #expect(answer.exit == exit, "\(words): \(answer.all)")
                #expect(!answer.all.contains("secret-word"))
            }
            let config = try stage.write("alertmanager: {url: 'ftp://am'}\n", to: "config.yaml")
            #expect(await stage.run(["triage", "alert", "--config", config]).exit == 78)
            let none = await stage.run(["triage", "alert"], console: ScriptedConsole(isTerminal: true))
            #expect(none.exit == 64 && none.error.contains("--alertmanager"))
        }
    }
}
