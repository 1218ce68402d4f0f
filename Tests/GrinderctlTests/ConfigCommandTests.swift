import ExchangeSandbox
import Foundation
import Testing

@testable import grinderctl

@Suite struct ConfigCommandTests {
    @Test func `config show tells each value with where it came from, and no key`() async throws {
        try await Stage.set { stage async throws in
            let text = "limits:\n  max-orders: 4\nprofiles:\n  sandbox:\n    limits: {max-notional: \"77\"}\n"
            let config = try stage.write(text, to: "config.yaml")
            let words = ["config", "show", "--json", "--config", config, "--ws-url", "ws://127.0.0.1:9"]
            let answer = await stage.run(words)
            #expect(answer.exit == 0, "\(answer.error)")
            func setting(_ key: String) -> JSONTree {
                answer.json["settings"].elements.first { $0["key"].text == key } ?? .missing
            }
            #expect(setting("env")["from"].text == "$GRINDERCTL_ENV")
            #expect(setting("ws-url")["source"].text == "flag")
            #expect(setting("limits.max-orders")["value"].text == "4")
            #expect(setting("limits.max-orders")["from"].text == config + ":2")
            #expect(setting("limits.max-notional")["value"].text == "77 USDT")
            #expect(setting("limits.max-notional")["source"].text == "profile")
            #expect(setting("identity.prefix")["source"].text == "default")
            #expect(
                setting("credentials")["value"].text == "set, from $BINANCE_API_KEY and $BINANCE_API_SECRET (hmac)")
            let plain = await stage.run(["config", "show", "--config", config])
            #expect(plain.output.contains("from \(config):2\n"))
            for mark in [stage.exchange.apiKey, stage.exchange.apiSecret] {
                #expect(!answer.all.contains(mark) && !plain.all.contains(mark))
            }
        }
    }

    @Test func `config show hides a password in a URL and a token in a command`() async throws {
        try await Stage.set { stage async throws in
            let text = """
                instances:
                  - name: a
                    health: http://bot:hunter2@127.0.0.1:9
                    status: "curl -H 'Authorization: Bearer hunter3' x"
                """
            let config = try stage.write(text, to: "config.yaml")
            let answer = await stage.run(["config", "show", "--config", config])
            #expect(answer.output.contains("instances[0]"))
            #expect(!answer.all.contains("hunter"))
        }
    }

    @Test(arguments: [
        ("max-ordrs: 3", "1 has an unknown key max-ordrs"), ("limits:\n  max-ordrs: 3", "2 has an unknown key limits"),
        ("limits: {max-orders: many}", "1 has limits.max-orders, which must be a whole number"),
        ("credentials: {type: rsa}", "must be one of hmac, ed25519, ssh-agent"), ("symbols: BTCUSDT", "must be a list"),
        ("instances:\n  - health: x", "2 has instances[0], which lacks name"), ("env: test", "mainnet, demo, sandbox"),
        ("mainnet actions: true", "an unknown key mainnet actions"),
        ("max-orders: 3", "did you mean limits.max-orders?"), ("metrics: a", "did you mean instances.metrics?"),
        ("prometheus: {token: a}", "did you mean token-file?"), ("limits: {zz: 3}", "the keys here are max-notional"),
        ("policy: {ticket: requierd}", "required, optional"),
        ("profiles:\n  staging: {}", "an unknown key profiles.staging"), ("- a", "not a mapping"),
    ])
    func `a configuration that does not hold is refused with its line`(text: String, says: String) async throws {
        try await Stage.set { stage async throws in
            let config = try stage.write(text + "\n", to: "config.yaml")
            let answer = await stage.run(["config", "show", "--json", "--config", config])
            #expect(answer.exit == 78)
            #expect(answer.json["error"]["message"].text?.contains(says) == true, "\(answer.output)")
        }
    }

    @Test func `config init asks, writes for its owner alone, and never over a file`() async throws {
        try await Stage.set { stage async throws in
            let path = stage.folder + "/.config/grinderctl/config.yaml"
            let console = ScriptedConsole(
                input: [
                    "staging", "sandbox", "", stage.folder + "/key", "", "http://bot-1:9090", "", "BTCUSDT", "250",
                ],
                isTerminal: true)
            let answer = await stage.run(["config", "init"], console: console)
            #expect(answer.exit == 0, "\(answer.error)")
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            let written = try Configuration(path: path).file
            #expect(written.env == "sandbox")
            #expect(written.credentials?.reading.keyFile == stage.folder + "/key")
            #expect(written.instances?.first?.health == "http://bot-1:9090")
            #expect(written.symbols == ["BTCUSDT"])
            #expect(written.maxNotional == "250")
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let again = await stage.run(
                ["config", "init"], console: ScriptedConsole(input: ["demo"], isTerminal: true))
            #expect(again.exit == 78)
            #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
        }
    }

    @Test func `config init asks again after a slip, says what a key file lacks, and gives up after three`()
        async throws
    {
        try await Stage.set { stage async throws in
            let open = try stage.write("x", to: "open.key", mode: 0o644)
            let console = ScriptedConsole(
                input: [
                    "sandbox", "", open, stage.folder + "/none", "bot-1:9090", "http://bot-1:9090", "", "btc-usdt",
                    "btcusdt, ETHUSDT", "lots", "250",
                ],
                isTerminal: true)
            let answer = await stage.run(["config", "init"], console: console)
            #expect(answer.exit == 0, "\(answer.error)")
            for words in [
                "others can read \(open); chmod 600", "is not there yet; install -D -m 600 /dev/stdin",
                "isn't a URL such as http://bot-1:9090", "btc-usdt isn't a symbol", "lots isn't an amount",
            ] { #expect(answer.error.contains(words), "\(answer.error)") }
            let written = try Configuration(path: stage.folder + "/.config/grinderctl/config.yaml").file
            #expect(written.symbols == ["BTCUSDT", "ETHUSDT"])
            #expect(written.maxNotional == "250")
            let other = stage.folder + "/other.yaml"
            let lost = ScriptedConsole(input: ["a", "b", "c", "d"], isTerminal: true)
            #expect(await stage.run(["config", "init", "--config", other], console: lost).exit == 64)
            #expect(!FileManager.default.fileExists(atPath: other))
        }
    }

    @Test func `config init without a terminal writes every key commented out`() async throws {
        try await Stage.set { stage async throws in
            let path = stage.folder + "/sub/config.yaml"
            #expect(await stage.run(["config", "init", "--config", path]).exit == 0)
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("#") })
            #expect(text.contains("credential-command"))
            #expect(await stage.run(["config", "show", "--config", path]).exit == 0)
        }
    }

    @Test func `every key of the table may stand beside every other, and is read`() throws {
        let file = try Configuration(text: Self.sample(ConfigurationKey.all, ""), path: "sample").file
        #expect(file.written.members?.map(\.name) == ConfigurationKey.all.map(\.name))
        for row in SettingsTable.table.rows where row.key.isInFile {
            #expect(file.written.member(row.key.name)?.value.isNothing == false, "\(row.key.name)")
        }
        let (keys, acting) = (try #require(file.credentials).reading, file.credentials?.acting)
        #expect(keys.type == .hmac && keys.publicKey == "x" && acting?.credentialCommand == "x")
        #expect(file.instances?.first?.trading == true && file.instances?.first?.start == "x")
        #expect(file.policy?.general.freshTriage == 1 && file.policy?.actions["cancel"]?.ticket == .required)
        #expect(file.maxNotional == "12.50" && file.maxOrders == 1 && file.auditAnchor == .word("x"))
    }

    @Test func `the committed schema is the one the binary prints`() async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let committed = try String(contentsOf: root.appending(path: "completions/config.schema.json"), encoding: .utf8)
        #expect(committed == ConfigurationSchema.text, "make completions writes it anew")
        #expect(try JSONSerialization.jsonObject(with: Data(committed.utf8)) is [String: Any])
    }

    @Test func `config check asks accountConfig, tells the key by its fingerprint, and ends by the answer`()
        async throws
    {
        try await Stage.set { stage async throws in
            let answer = await stage.run(["config", "check", "--json"])
            #expect(answer.exit == 0, "\(answer.all)")
            #expect(answer.json["keys"][0]["canTrade"] == .bool(true))
            #expect(stage.exchange.seenRequests().contains { $0.path == "/fapi/v1/accountConfig" })
            #expect(stage.exchange.mutatingRequests().isEmpty)
            #expect(!answer.all.contains(stage.exchange.apiKey) && !answer.all.contains(stage.exchange.apiSecret))
            #expect(await stage.run(["config", "check"], with: ["BINANCE_API_SECRET": "wrong"]).exit == 4)
            let none: [String: String?] = ["BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil]
            #expect(await stage.run(["config", "check"], with: none).exit == 78)
        }
    }

    /// A YAML text that says something for every key.
    private static func sample(_ keys: [ConfigurationKey], _ indent: String) -> String {
        keys.map { key in
            let head = "\(indent)\(key.name):"
            switch key.shape {
            case .text, .textOr: return "\(head) x\n"
            case .word(let words): return "\(head) \(words[0])\n"
            case .number(let range): return "\(head) \(range.lowerBound)\n"
            case .amount: return "\(head) 12.50\n"
            case .flag: return "\(head) true\n"
            case .texts, .words, .list: return "\(head) [x, y]\n"
            case .section(let keys): return "\(head)\n" + sample(keys, indent + "  ")
            case .entries(let keys, _):
                let entry = sample(keys, indent + "    ").dropFirst(indent.count + 4)
                return "\(head)\n\(indent)  - \(entry)"
            case .named(let names, let keys):
                return "\(head)\n\(indent)  \(names[0]):\n" + sample(keys, indent + "    ")
            }
        }.joined()
    }
}
