import ExchangeSandbox
import Foundation
import Glibc
import OperatorStage
import TestSupport
import Testing

/// Every command with secrets that would be recognised anywhere: none is said, stored, shown among the processes, or
/// handed to a program that is started.
@Suite struct CanaryTests {
    private static let secret = "cnrSecretQ7wXe9ZkT2mVb4RfNp8YsHc3JdLg6UaKi5OtEx1QzWvBnMrPyTgDhFj"
    private static let key = "cnrApiKeyU4hZt8LqXs2GvJm6BnWk9RpCy3EdTf7AiOx5SbQuNzMwPrKjHgVcYeD"
    private static let listenKey = "cnrListenKeyP3xVt7WqZm9RkLs5BnHd2GfJy8CaTe4UiQoXwNrMbKpSzVgEhDjFuYl"

    private static let state =
        #"{"listenKey":"\#(listenKey)","# + KillAccount.state.trimmingPrefix("{")

    private static func hmac(_ more: [Canary] = []) -> CanarySearch {
        CanarySearch(
            [Canary("the secret", secret), Canary("the key", key), Canary("the listenKey", listenKey)] + more)
    }

    private static let orders = KillAccount.orders

    private static let reconnect = [
        "stream", "reconnect", "--execute", "--reason", "blind", "--verbose", "--confirm", "reconnect",
    ]

    /// Readings first; what changes the account last.
    private static let commands: [[String]] = [
        ["scan"], ["check"], ["triage", "unexpected"], ["triage", "missing", orders[0], "--verbose"],
        ["triage", "unexpected", orders[1], "--json", "--verbose", "--print-curl"],
        ["triage", "divergence", orders[2], "--grace", "100ms", "--print-curl"],
        ["triage", "position", "ETHUSDT", "--json"], ["timeline", orders[0]], ["stream", "status", "--verbose"],
        ["stream", "watch", "--for", "1s", "--verbose", "--print-curl"], ["config", "show"],
        ["config", "show", "--json"],
        ["config", "check", "--json"], ["incident", "open", "INC-1", "--title", "night"],
        ["cancel", orders[0], "--incident", "INC-1"], KillAccount.cancel([orders[0]]) + ["--incident", "INC-1"],
        KillAccount.cancel([KillAccount.stops[0]]) + ["--print-curl"], KillAccount.flatten,
        ["stream", "reconnect", "--verbose"], Array(reconnect.dropLast(2)),
        KillAccount.reset, ["incident", "note", "INC-1", "done"], ["incident", "close", "INC-1"], ["incident", "list"],
        ["audit", "list", "--json"], ["audit", "show", "INC-1"], ["audit", "verify"], ["audit", "head"],
        ["audit", "resolve"], ["audit", "export"], ["audit", "report", "INC-1", "--out", "FOLDER/report.html"],
        ["audit", "report", "INC-1", "--format", "md", "--out", "FOLDER/report.md"], ["nonsense"], ["cancel"],
    ]

    /// An instance, an anchor: every command that is started writes down what it was given.
    private static func configure(_ stage: OperatorStage, _ more: String = "") throws -> String {
        let folder = stage.folder
        func told(_ name: String) -> String {
            "env > '\(folder)/env-\(name)'; tr '\\\\0' ' ' < /proc/$PPID/cmdline > '\(folder)/argv-\(name)'"
        }
        try "running\n".write(toFile: folder + "/state", atomically: false, encoding: .utf8)
        let path = folder + "/config.yaml"
        try """
        instances:
          - name: grinder-1
            status: "\(told("status")); cat '\(folder)/state'"
            stop: "\(told("stop")); echo stopped > '\(folder)/state'"
            start: "\(told("start")); echo running > '\(folder)/state'"
        anchors:
          - command: ["/bin/sh", "-c", "\(told("anchor")); cat >> '\(folder)/anchors'"]
        \(more)
        """.write(toFile: path, atomically: false, encoding: .utf8)
        return path
    }

    private static func clean(_ scout: ProcessObserver, _ comment: String = "") {
        #expect(scout.findings.isEmpty, "\(scout.findings.sorted()) \(comment)")
    }

    @Test func `a secret is found as it is, in pieces, in hexadecimal, base64 and percent-encoded`() {
        let search = Self.hmac()
        let bytes = Data(Self.secret.utf8)
        var texts = [
            Self.secret, String(Self.secret.dropFirst(20).prefix(10)),
            bytes.map { String(format: "%02X", $0) }.joined(),
            bytes.map { String(format: "%%%02x", $0) }.joined(),
        ]
        for lead in 0..<3 { texts.append((Data(repeating: 65, count: lead) + bytes).base64EncodedString()) }
        for text in texts {
            #expect(search.found(in: Data("before \(text) after".utf8)) == ["the secret"], "\(text)")
        }
        #expect(search.found(in: Data("before \(Self.secret.prefix(9)) after".utf8)).isEmpty)
    }

    @Test func `key, secret and listenKey stay where they are through every command`() async throws {
        let keys = [SandboxKey.hmac(apiKey: Self.key, secret: Self.secret)]
        try await OperatorStage.set(state: Self.state, keys: keys) { stage async throws in
            let scout = ProcessObserver(Self.hmac(), folder: stage.folder)
            let changes: [String: String?] = [
                "BINANCE_API_KEY": Self.key, "BINANCE_API_SECRET": Self.secret, "PATH": "/usr/bin:/bin",
                "GRINDERCTL_HEALTH": nil, "GRINDERCTL_CONFIG": try Self.configure(stage),
            ]
            // It waits a minute or more for a stream that nobody opens.
            for words in Self.commands + (Campaign.isWhole ? [Self.reconnect] : []) {
                let typed = words.map { $0.replacing("FOLDER", with: stage.folder) }
                let ended = await scout.watch(try stage.start(typed, with: changes))
                let wrong: [Int32] = words.count == 1 ? [-1, 4, 70, 78] : [-1, 4, 64, 70, 78]
                #expect(!wrong.contains(ended.exit), "\(typed): \(ended.errorText)")
            }
            for fault in ["html", "-1021", "503-unknown", "drop-after"] {
                stage.exchange.add(faults: [try Fault(spec: fault + "*1")])
                _ = await scout.watch(
                    try stage.start(["triage", "unexpected", Self.orders[3], "--verbose"], with: changes))
            }
            scout.sweep()
            Self.clean(scout)
            let names = try FileManager.default.contentsOfDirectory(atPath: stage.folder)
            for name in ["status", "stop", "start", "anchor"] {
                #expect(names.contains("env-\(name)") && names.contains("argv-\(name)"), "\(names)")
            }
            #expect(names.contains("report.html") && names.contains("report.md"))
            #expect(scout.looks["a WAL", default: 0] > 0 && scout.looks["the arguments of grinderctl", default: 0] > 0)
        }
    }

    @Test func `nor do they stand in what a kill leaves behind`() async throws {
        let held = Held()
        let keys = [SandboxKey.hmac(apiKey: Self.key, secret: Self.secret)]
        try await OperatorStage.set(state: Self.state, keys: keys, beforeMutation: { _ in await held.hold() }) {
            stage async throws in
            let child = try stage.start(
                KillAccount.cancel([Self.orders[0]]) + ["--verbose"],
                with: ["BINANCE_API_KEY": Self.key, "BINANCE_API_SECRET": Self.secret])
            await held.arrival()
            child.send(signal: SIGKILL)
            _ = await child.end()
            held.letGo()
            let scout = ProcessObserver(Self.hmac(), folder: stage.folder)
            scout.sweep()
            Self.clean(scout)
            #expect(scout.looks.keys.contains { $0.hasSuffix("-wal") }, "\(scout.looks)")
            #expect(scout.looks.keys.contains { $0.contains("-outcomes-") }, "\(scout.looks)")
        }
    }

    @Test func `a private key stays in its file`() async throws {
        try await KeyRing.with { ring in
            let pem = try String(contentsOfFile: ring.pemKey, encoding: .utf8)
            let body = pem.split(separator: "\n").filter { !$0.hasPrefix("-") }.joined()
            let der = try #require(Data(base64Encoded: body))
            // PKCS#8 without its head, which every Ed25519 key has.
            let search = CanarySearch([
                Canary("the private key", Array(der.suffix(32))), Canary("the key", KeyRing.pemName),
                Canary("the listenKey", Self.listenKey),
            ])
            try await OperatorStage.set(state: Self.state, keys: ring.known) { stage async throws in
                let scout = ProcessObserver(search, folder: stage.folder)
                let changes: [String: String?] = [
                    "BINANCE_API_KEY": KeyRing.pemName, "BINANCE_API_SECRET": nil, "BINANCE_KEY_TYPE": "ed25519",
                    "BINANCE_PRIVATE_KEY_FILE": ring.pemKey, "PATH": "/usr/bin:/bin", "GRINDERCTL_HEALTH": nil,
                    "GRINDERCTL_CONFIG": try Self.configure(stage),
                ]
                for words in [
                    ["config", "show"], ["config", "check"],
                    ["triage", "unexpected", Self.orders[0], "--json", "--verbose", "--print-curl"],
                    KillAccount.cancel([Self.orders[0]]) + ["--verbose"], KillAccount.flatten, ["audit", "export"],
                ] {
                    let ended = await scout.watch(try stage.start(words, with: changes))
                    #expect([0, 1, 2].contains(ended.exit), "\(words): \(ended.errorText)")
                }
                #expect(stage.exchange.mutatingRequests().count == 2)
                scout.sweep()
                Self.clean(scout)
            }
        }
    }

    @Test func `what a credential-command answers goes no further, and it is given no other secret`() async throws {
        let keys = [SandboxKey.hmac(apiKey: Self.key, secret: Self.secret)]
        try await OperatorStage.set(state: Self.state, keys: keys) { stage async throws in
            let answer = stage.folder + "/answer.json"
            try #"{"apiKey":"\#(Self.key)","apiSecret":"\#(Self.secret)"}"#.write(
                toFile: answer, atomically: false, encoding: .utf8)
            let password = Canary("the password", PostgresServer.password)
            let scout = ProcessObserver(Self.hmac([password]), folder: stage.folder)
            let changes: [String: String?] = [
                "BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil, "PATH": "/usr/bin:/bin", "GRINDERCTL_HEALTH": nil,
                "PGPASSWORD": PostgresServer.password,
                "GRINDERCTL_CONFIG": try Self.configure(
                    stage,
                    """
                    credentials:
                      type: hmac
                      credential-command: "env > '\(stage.folder)/env-credential'; cat '\(answer)'; cat '\(answer)' >&2"
                    """),
            ]
            for words in [
                ["config", "show"], ["config", "check"], ["triage", "unexpected", Self.orders[0], "--verbose"],
                KillAccount.cancel([Self.orders[0]]), KillAccount.reset, ["audit", "list", "--json"],
            ] {
                let ended = await scout.watch(try stage.start(words, with: changes))
                #expect([0, 1, 2].contains(ended.exit), "\(words): \(ended.errorText)")
            }
            scout.sweep(but: ["answer.json"])
            Self.clean(scout)
            #expect(scout.looks["env-credential"] == 1 && scout.looks["env-stop"] == 1, "\(scout.looks)")
        }
    }

    @Test func `the drill, every scenario of it, shows neither the sandbox's key nor its secret`() async throws {
        try await OperatorStage.set(state: "{}") { stage async throws in
            // Their ends are zeros, as other things are.
            let search = CanarySearch([
                Canary("the secret", String(stage.exchange.apiSecret.prefix(16))),
                Canary("the key", String(stage.exchange.apiKey.prefix(12))),
            ])
            let scout = ProcessObserver(search, folder: stage.folder)
            let changes: [String: String?] = [
                "BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil, "GRINDERCTL_AUDIT_DB": nil, "TMPDIR": stage.folder,
                "PATH": "/usr/bin:/bin",
            ]
            for words in [["--list", "--json"], [], ["--all", "--verbose"]] {
                let log = words.contains("--list") ? [] : ["--audit-db", stage.folder + "/drill-\(words.count).db"]
                let ended = await scout.watch(try stage.start(["drill"] + words + log, with: changes))
                #expect(ended.exit == 0, "\(words): \(ended.outputText.suffix(500))\(ended.errorText.suffix(500))")
            }
            scout.sweep()
            Self.clean(scout)
            #expect(scout.looks.keys.contains("drill-2.db"), "\(scout.looks.keys.sorted())")
        }
    }

    @Test func `a server's password is said and stored nowhere, whether the server answers or not`() async throws {
        try await PostgresServer.run { server async throws in
            try await server.create("canary")
            try await OperatorStage.set(state: Orphans.state()) { stage async throws in
                let search = CanarySearch([Canary("the password", PostgresServer.password)])
                let scout = ProcessObserver(search, folder: stage.folder)
                #expect(try await stage.run(["triage", "unexpected", Orphans.first]).exit == 1)
                let passfile = stage.folder + "/passes"
                try "*:*:*:ops:\(PostgresServer.password)\n".write(
                    toFile: passfile, atomically: false, encoding: .utf8)
                chmod(passfile, 0o600)
                let there = server.address("canary")
                let away = "postgres://ops@/canary?host=\(stage.folder)"
                let reads: [[String: String?]] = [
                    ["PGPASSWORD": PostgresServer.password], ["PGPASSFILE": passfile],
                ]
                for changes in reads {
                    for (address, exit) in [(away, Int32(69)), (there, 0)] {
                        let words = ["audit", "push", "--to", address, "--verbose"]
                        let ended = await scout.watch(try stage.start(words, with: changes))
                        #expect(ended.exit == exit, "\(ended.errorText)")
                    }
                    let ended = await scout.watch(
                        try stage.start(["audit", "verify", "--from", there, "--json"], with: changes))
                    #expect(ended.exit == 0, "\(ended.errorText)")
                }
                _ = await scout.watch(
                    try stage.start(
                        ["triage", "unexpected", Orphans.first], with: ["PGPASSWORD": PostgresServer.password]))
                scout.sweep(but: ["passes"])
                Self.clean(scout)
            }
        }
    }
}
