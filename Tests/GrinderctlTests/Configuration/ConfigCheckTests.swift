import ExchangeSandbox
import Foundation
import Glibc
import Testing

@testable import grinderctl

/// What `config check` says of everything that is configured, and of who can write it.
@Suite struct ConfigCheckTests {
    private static func finding(_ answer: Answer, _ subject: String) -> JSONTree {
        answer.json["findings"].elements.first { $0["subject"].text == subject } ?? .missing
    }

    static let flaws: [(config: String, subject: String, says: String, exit: Int32)] = [
        ("limits: {max-notional: lots}", "limits", "is not an amount", 78),
        ("limits: {weight-budget: 900%}", "limits", "neither 1 to 2400", 78),
        ("limits: {max-notional: \"0\"}", "limits", "no action passes", 1),
        ("symbols: [btc-usdt]", "symbols", "which isn't a symbol", 78),
        ("ws-url: ws://example.com", "stream", "not allowed", 78),
        ("policy: {approval-lifetime: 9d}", "policy", "is not 1m to 24h", 78),
        ("policy: {second-operator: required}", "policy", "has no policy.allowed-signers", 78),
        ("policy: {allowed-signers: FOLDER/none}", "policy", "none", 78),
        ("policy: {allowed-signers: FOLDER/empty}", "policy", "hold no key", 78),
        (
            "policy: {allowed-signers: FOLDER/signers, actions: {reset: {second-operator: required}}}", "policy",
            "reset is always refused", 1
        ),
        ("anchors: [nowhere]", "anchor", "is not syslog", 78),
        ("anchors: [syslog, {file: /nowhere/at/all}]", "anchors[1]", "cannot be written", 1),
        ("anchors: [{command: [no-such-program]}]", "anchor", "is not found", 1),
        ("runbooks: FOLDER/none", "runbooks", "there is no folder", 78),
        ("runbooks: FOLDER/books", "runbooks", "unexpected.md", 78),
        ("instances: [{name: a, health: \"ftp://x\"}]", "instance a", "only http and https", 1),
        ("instances: [{name: a, status: no-such-program}]", "instance a", "status command begins with no-such", 1),
        ("instances: [{name: a, health: x, stop: \"true\"}]", "instance a", "stopped but not started", 1),
        ("instances: [{name: a}]", "instance a", "nothing says whether it runs", 1),
        ("logs: [FOLDER/none.log]", "logs", "none.log", 1),
    ]

    @Test(arguments: flaws.indices)
    func `each flaw is told by its name, and the keys are still asked`(_ index: Int) async throws {
        let flaw = Self.flaws[index]
        try await Stage.set { stage async throws in
            _ = try stage.write("", to: "empty")
            _ = try stage.write("bob ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA bob\n", to: "signers")
            try FileManager.default.createDirectory(
                atPath: stage.folder + "/books", withIntermediateDirectories: false)
            _ = try stage.write("not a runbook\n", to: "books/unexpected.md")
            let text = flaw.config.replacing("FOLDER", with: stage.folder) + "\n"
            let config = try stage.write(text, to: "config.yaml")
            let answer = await stage.run(
                ["config", "check", "--json", "--config", config], with: ["GRINDERCTL_WS_URL": nil])
            #expect(answer.exit == flaw.exit, "\(answer.all)")
            let finding = Self.finding(answer, flaw.subject)
            #expect(finding["status"].text == (flaw.exit == 78 ? "failed" : "attention"), "\(answer.output)")
            #expect(finding["detail"].text?.contains(flaw.says) == true, "\(finding)")
            #expect(answer.json["keys"][0]["answers"] == .bool(true))
            let plain = await stage.run(["config", "check", "--config", config], with: ["GRINDERCTL_WS_URL": nil])
            #expect(plain.output.contains(flaw.exit == 78 ? "NOT USABLE: " : "FIX: "))
        }
    }

    @Test func `a configuration without a flaw ends 0, and none of its commands is run`() async throws {
        try await Stage.set { stage async throws in
            let ran = stage.folder + "/ran"
            _ = try stage.write("bob ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA bob\n", to: "signers")
            let text = """
                limits: {max-notional: "250"}
                symbols: [BTCUSDT]
                anchors: [{file: \(stage.folder)/heads}, {command: [touch, \(ran)]}]
                policy: {ticket: required, allowed-signers: \(stage.folder)/signers}
                instances:
                  - {name: a, health: "\(stage.bot.baseURL)", status: "touch \(ran)", stop: "touch \(ran)", start: "touch \(ran)"}
                """
            let config = try stage.write(text, to: "config.yaml")
            let answer = await stage.run(["config", "check", "--json", "--config", config])
            #expect(answer.exit == 0, "\(answer.all)")
            #expect(answer.json["findings"].elements.allSatisfy { $0["status"].text == "ok" }, "\(answer.output)")
            #expect(!FileManager.default.fileExists(atPath: ran))
        }
    }

    @Test func `what others can write is warned of when reading and refused when acting: 77, nothing sent`()
        async throws
    {
        try await Stage.set { stage async throws in
            let config = try stage.write("limits: {max-orders: 3}\n", to: "config.yaml", mode: 0o666)
            let triage = await stage.run(["triage", "unexpected", States.orphanID, "--config", config])
            #expect(triage.exit == 1)
            #expect(triage.error.contains("warning: anyone can write the configuration \(config)"))
            let plan = await stage.run(["cancel", States.orphanID, "--config", config])
            #expect(plan.exit == 0)
            let seen = stage.exchange.seenRequests().count
            let cancel = await stage.run(Stage.cancel(States.orphanID, more: ["--config", config]))
            #expect(cancel.exit == 77)
            #expect(cancel.attempt == "chmod o-w \(config)")
            #expect(stage.exchange.seenRequests().count == seen)
            #expect(await stage.run(["config", "check", "--config", config]).exit == 78)
            #expect(chmod(config, 0o644) == 0)
            #expect(await stage.run(Stage.cancel(States.orphanID, more: ["--config", config])).exit == 0)
        }
    }

    @Test(arguments: [("audit", 0o777), ("audit", 0o770), ("audit/a.db", 0o666), ("audit/a.db", 0o660)])
    func `an audit log or folder that others can write clears nothing: 77 with execute, nothing sent`(
        _ place: String, _ mode: mode_t
    ) async throws {
        try await Stage.set { stage async throws in
            let audit = ["--audit-db", stage.folder + "/audit/a.db"]
            #expect(await stage.run(["triage", "unexpected", States.orphanID] + audit).exit == 1)
            #expect(chmod("\(stage.folder)/\(place)", mode) == 0)
            #expect(await stage.run(["cancel", States.orphanID] + audit).exit == 0)
            #expect(await stage.run(["audit", "list"] + audit).exit == 0)
            let seen = stage.exchange.seenRequests().count
            let cancel = await stage.run(Stage.cancel(States.orphanID, more: audit))
            #expect(cancel.exit == 77, "\(cancel.all)")
            #expect(cancel.attempt?.hasPrefix("chmod g") == true || cancel.attempt?.hasPrefix("chmod o-w") == true)
            #expect(stage.exchange.seenRequests().count == seen)
            #expect(chmod("\(stage.folder)/\(place)", place == "audit" ? 0o700 : 0o600) == 0)
            #expect(await stage.run(Stage.cancel(States.orphanID, more: audit)).exit == 0)
        }
    }

    @Test(arguments: ["credentials: {credential-command: 'touch RAN'}", "instances: [{name: a, status: 'touch RAN'}]"])
    func `a configuration that others can write runs no command, also when reading`(_ text: String) async throws {
        try await Stage.set { stage async throws in
            let ran = stage.folder + "/ran"
            let config = try stage.write(text.replacing("RAN", with: ran) + "\n", to: "config.yaml", mode: 0o666)
            let keys: [String: String?] =
                text.hasPrefix("credentials") ? ["BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil] : [:]
            let triage = await stage.run(["triage", "unexpected", States.orphanID, "--config", config], with: keys)
            #expect(triage.exit == 77, "\(triage.all)")
            #expect(!FileManager.default.fileExists(atPath: ran))
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    static let places: [(file: FileOwner.Place, folder: FileOwner.Place, says: String?)] = [
        (place(0o600, 7, 7), place(0o700, 7, 7), nil), (place(0o644, 0, 0), place(0o755, 0, 0), nil),
        (place(0o664, 7, 70), place(0o755, 7, 7), nil), (place(0o664, 7, 7), place(0o755, 7, 7), "a group (gid 7)"),
        (place(0o602, 7, 7), place(0o755, 7, 7), "anyone can write"),
        (place(0o600, 8, 7), place(0o755, 7, 7), "another user (uid 8)"),
        (place(0o600, 7, 7), place(0o777, 7, 7), "anyone can replace"),
        (place(0o600, 7, 7), place(0o1777, 0, 0), nil),
    ]

    private static func place(_ mode: mode_t, _ owner: uid_t, _ group: gid_t) -> FileOwner.Place {
        FileOwner.Place(mode: mode, owner: owner, group: group)
    }

    @Test(arguments: places.indices)
    func `its owner, root, and the group of that one user may write it, and nobody else`(_ index: Int) {
        let row = Self.places[index]
        let objection = FileOwner.configuration.objection(
            to: "/etc/x.yaml", row.file, in: row.folder, for: 7, privateGroup: 70)
        #expect(row.says.map { objection?.words.contains($0) == true } ?? (objection == nil), "\(objection as Any)")
    }

    @Test(
        arguments: [
            ("ssh bot-1 x", "ssh"), ("B='x y' systemctl stop", nil), ("A=1 systemctl stop", "systemctl"),
            ("test -f x", nil), ("$CMD x", nil), ("(cd x; y)", nil), ("", nil), ("/opt/bin/x --y", "/opt/bin/x"),
        ] as [(String, String?)])
    func `the program of a command is told only where its text tells it`(command: String, program: String?) {
        #expect(ConfigurationJudge.program(of: command) == program)
    }

    @Test(arguments: [
        "postgres://u:hunter@h/x", "curl -u ada:hunter https://x", "x --password hunter", "x --password=hunter",
        "x --token 'hunter two'", "API_KEY=hunter x", "curl -H \"X-Api-Key: hunter\"", "https://x/?sig=hunter&a=hunter",
        "curl -H 'Authorization: Basic hunter'", "authorization=hunter", "sshpass -p hunter ssh x", "bearer hunter",
        "x \(String(repeating: "hunterhunter", count: 4))", "secret: hunter", "redis://:hunter@h",
        "--passphrase hunter x",
    ])
    func `what looks like a secret is not shown`(_ text: String) {
        #expect(!SettingsListing.safe(text).contains("hunter"), "\(SettingsListing.safe(text))")
    }

    @Test(arguments: [
        "ssh bot-1 systemctl stop grinder", "http://bot-1:9090/healthz", "/var/log/grinder/*.log",
        "systemctl is-active grinder-basic.service", "docker compose -p grinder stop",
    ])
    func `what does not is shown as it is`(_ text: String) { #expect(SettingsListing.safe(text) == text) }

    @Test func `config show lists the anchors with where they were named`() async throws {
        try await Stage.set { stage async throws in
            let text = "anchors:\n  - syslog\n  - {command: [notify, --token, hunter]}\n"
            let config = try stage.write(text, to: "config.yaml")
            let answer = await stage.run(["config", "show", "--json", "--config", config])
            let row = answer.json["settings"].elements.first { $0["key"].text == "anchors" } ?? .missing
            #expect(row["value"].text == "syslog, command notify --token <redacted>")
            #expect(row["from"].text == "\(config):1")
            let one = try stage.write("audit: {anchor: /mnt/heads}\n", to: "one.yaml")
            let alone = await stage.run(["config", "show", "--config", one])
            #expect(alone.output.contains("/mnt/heads"))
        }
    }

    @Test func `a configuration with a byte order mark and an editor's line ends is read`() async throws {
        try await Stage.set { stage async throws in
            let config = try stage.write("\u{FEFF}limits:\r\n  max-orders: 4\r\n", to: "config.yaml")
            let answer = await stage.run(["config", "show", "--json", "--config", config])
            let row = answer.json["settings"].elements.first { $0["key"].text == "limits.max-orders" } ?? .missing
            #expect(row["value"].text == "4", "\(answer.all)")
        }
    }
}
