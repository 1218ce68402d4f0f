import ExchangeSandbox
import Foundation
import Testing

@testable import grinderctl

@Suite struct ConfigurationTests {
    /// The cap a plan shows, by where it was said.
    @Test func `a flag wins over the profile, the profile over the file, the file over the default`() async throws {
        try await Stage.set { stage async throws in
            func cap(_ config: String, _ flags: [String] = []) async throws -> String? {
                let path = try stage.write(config, to: "config.yaml")
                let answer = await stage.run(["cancel", States.orphanID, "--json", "--config", path] + flags)
                return answer.gate("notional-cap")["detail"].text?.split(separator: " ").last.map(String.init)
            }
            let file = "limits: {max-notional: \"401\"}\n"
            let profile = file + "profiles:\n  sandbox:\n    limits: {max-notional: \"402\"}\n"
            let other = file + "profiles:\n  mainnet:\n    limits: {max-notional: \"403\"}\n"
            #expect(try await cap("env: sandbox\n") == "500")
            #expect(try await cap(file) == "401")
            #expect(try await cap(profile) == "402")
            #expect(try await cap(other) == "401")
            #expect(try await cap(profile, ["--max-notional", "404"]) == "404")
        }
    }

    @Test func `the environment is named by flag, variable, file or not at all: mainnet`() async throws {
        try await Stage.set { stage async throws in
            let config = try stage.write("env: demo\n", to: "config.yaml")
            func label(_ words: [String], _ variable: String?) async -> String? {
                await stage.run(
                    ["triage", "unexpected", "--no-audit", "--json"] + words, with: ["GRINDERCTL_ENV": variable]
                ).json["environment"].text
            }
            #expect(await label(["--config", config, "--env", "mainnet"], "sandbox") == "mainnet")
            #expect(await label(["--config", config], "sandbox") == "sandbox")
            #expect(await label(["--config", config], nil) == "demo")
            #expect(await label([], nil) == "mainnet")
        }
    }

    @Test func `the configuration is found by flag, variable, XDG folder and home`() async throws {
        try await Stage.set { stage async throws in
            func limit(_ words: [String], _ changes: [String: String?]) async -> String? {
                let answer = await stage.run(["cancel", States.orphanID, "--json"] + words, with: changes)
                return answer.gate("order-limit")["detail"].text?.split(separator: " ").last.map(String.init)
            }
            for (folder, orders) in [(".config/grinderctl", 4), ("xdg/grinderctl", 3)] {
                try FileManager.default.createDirectory(
                    atPath: stage.folder + "/" + folder, withIntermediateDirectories: true)
                _ = try stage.write("limits: {max-orders: \(orders)}\n", to: folder + "/config.yaml")
            }
            let named = try stage.write("limits: {max-orders: 2}\n", to: "two.yaml")
            let flag = try stage.write("limits: {max-orders: 1}\n", to: "one.yaml")
            let xdg = ["XDG_CONFIG_HOME": stage.folder + "/xdg"]
            #expect(await limit([], [:]) == "4")
            #expect(await limit([], xdg) == "3")
            let variable = xdg.merging(["GRINDERCTL_CONFIG": named], uniquingKeysWith: { $1 })
            #expect(await limit([], variable) == "2")
            #expect(await limit(["--config", flag], variable) == "1")
        }
    }

    @Test func `the audit log lies in the XDG data folder by environment, for its owner alone`() async throws {
        try await Stage.set { stage async throws in
            func mode(_ path: String) throws -> Int? {
                try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            }
            let none: [String: String?] = ["GRINDERCTL_AUDIT_DB": nil]
            _ = await stage.run(["triage", "unexpected"], with: none)
            #expect(try mode(stage.folder + "/.local/share/grinderctl/audit-sandbox.db") == 0o600)
            #expect(try mode(stage.folder + "/.local/share/grinderctl") == 0o700)
            let data = none.merging(["XDG_DATA_HOME": stage.folder + "/data"], uniquingKeysWith: { $1 })
            _ = await stage.run(["triage", "unexpected", "--env", "demo"], with: data)
            #expect(try mode(stage.folder + "/data/grinderctl/audit-demo.db") == 0o600)
            let homeless = await stage.run(["triage", "unexpected"], with: ["GRINDERCTL_AUDIT_DB": nil, "HOME": nil])
            #expect(homeless.exit == 78)
            #expect(homeless.error.contains("--audit-db"))
        }
    }

    @Test func `instances of the configuration stay known beside --health: one that does not answer decides`()
        async throws
    {
        try await Stage.set { stage async throws in
            let words = ["triage", "unexpected", States.orphanID, "--json", "--health", stage.bot.baseURL]
            #expect(await stage.run(words).verdict == "orphaned")
            let dead = "instances:\n  - {name: other, health: \"http://127.0.0.1:9\"}\n"
            let config = try stage.write(dead, to: "config.yaml")
            let answer = await stage.run(words + ["--config", config])
            #expect(answer.verdict == "inconclusive")
            #expect(answer.exit == 2)
            #expect(answer.output.contains("other"))
            let both = stage.bot.baseURL + ",\nhttp://127.0.0.1:9"
            let named = ["triage", "unexpected", States.orphanID, "--json"]
            #expect(await stage.run(named, with: ["GRINDERCTL_HEALTH": both]).verdict == "inconclusive")
        }
    }

    @Test func `a configured prefix and strategy decide whose an order is`() async throws {
        let foreign = "robot_x_BTCUSDT_1_1772964000_1"
        let state = #"{"marks":{"BTCUSDT":"60000"},"orders":[\#(States.order(foreign, "59000", "0.005", "-2h"))]}"#
        try await Stage.set(state: state) { stage async throws in
            let config = try stage.write("identity: {prefix: robot_, strategies: [x]}\n", to: "config.yaml")
            let words = ["triage", "unexpected", foreign, "--symbol", "BTCUSDT", "--json"]
            #expect(await stage.run(words).verdict == "not-ours")
            #expect(await stage.run(words + ["--config", config]).verdict == "orphaned")
            #expect(await stage.run(Stage.cancel(foreign, more: ["--config", config])).exit == 0)
        }
    }

    @Test func `a profile that says one key of a section leaves the file's other keys in force`() async throws {
        let legacy = "grinder_BTCUSDT_1_1772964000_1"
        let state = #"{"marks":{"BTCUSDT":"60000"},"orders":[\#(States.order(legacy, "59000", "0.005", "-2h"))]}"#
        let text = """
            identity: {legacy: false}
            policy: {ticket: required, actions: {cancel: {fresh-triage: 3}}}
            profiles:
              sandbox:
                identity: {prefix: grinder_, strategies: [x, d]}
                policy: {fresh-triage: 10, actions: {cancel: {second-operator: optional}}}
            """
        try await Stage.set(state: state) { stage async throws in
            let config = ["--config", try stage.write(text + "\n", to: "config.yaml")]
            let answer = await stage.run(["triage", "unexpected", legacy, "--symbol", "BTCUSDT", "--json"] + config)
            #expect(answer.verdict == "not-ours", "\(answer.all)")
            let plan = await stage.run(["cancel", legacy, "--json"] + config)
            #expect(plan.refusals.contains("not-ours") && plan.refusals.contains("policy"), "\(plan.all)")
            let shown = await stage.run(["config", "show", "--json"] + config).json["settings"].elements
            func words(_ key: String) -> String? { shown.first { $0["key"].text == key }?["value"].text }
            #expect(words("identity.legacy") == "false")
            #expect(words("identity.strategies") == "x d")
            #expect(
                words("policy")
                    == "ticket required, fresh-triage 10 minutes; "
                    + "cancel: second-operator optional, fresh-triage 3 minutes")
            let from = shown.first { $0["key"].text == "policy" }?["from"].text ?? ""
            #expect(from.hasSuffix("config.yaml:6, over \(stage.folder)/config.yaml:2 (profile sandbox)"), "\(from)")
        }
    }

    @Test func `what a profile demands in general is not loosened by what the file says of one action`() async throws {
        let text = """
            policy: {ticket: optional, fresh-triage: 15, actions: {cancel: {ticket: optional, fresh-triage: 12}}}
            profiles:
              sandbox:
                policy: {ticket: required, fresh-triage: 3}

            """
        try await Stage.set { stage async throws in
            let strict = ["--config", try stage.write(text, to: "strict.yaml")]
            let plan = await stage.run(["cancel", States.orphanID, "--json"] + strict)
            #expect(plan.gate("policy")["detail"].text?.contains("a ticket is required") == true, "\(plan.all)")
            #expect(plan.output.contains("3 minutes") && !plan.output.contains("12 minutes"), "\(plan.all)")
            // The profile's own word for the action is the last.
            let own = text.replacing(
                "fresh-triage: 3}", with: "fresh-triage: 3, actions: {cancel: {ticket: optional}}}")
            let loose = await stage.run(
                ["cancel", States.orphanID, "--json", "--config", try stage.write(own, to: "own.yaml")])
            #expect(loose.gate("policy")["detail"].text?.contains("a ticket is required") != true, "\(loose.all)")
        }
    }

    @Test(arguments: ["profiles: ~", "profiles: {mainnet: ~, sandbox: }", "policy: {actions: {cancel: ~}}", "limits:"])
    func `a key with nothing behind it says nothing`(text: String) async throws {
        try await Stage.set { stage async throws in
            let config = try stage.write(text + "\n", to: "config.yaml")
            let answer = await stage.run(["config", "show", "--config", config])
            #expect(answer.exit == 0, "\(answer.all)")
            #expect(answer.output.contains("d tp r e s"))
        }
    }

    @Test func `keys may come from files of their owner alone, also named in the configuration`() async throws {
        try await Stage.set { stage async throws in
            let key = try stage.write(stage.exchange.apiKey + "\n", to: "key")
            let secret = try stage.write(stage.exchange.apiSecret + "\n", to: "secret")
            let none: [String: String?] = ["BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil]
            let words = ["triage", "unexpected", States.orphanID, "--json"]
            let files = none.merging(
                ["BINANCE_API_KEY_FILE": key, "BINANCE_API_SECRET_FILE": secret], uniquingKeysWith: { $1 })
            #expect(await stage.run(words, with: files).verdict == "orphaned")
            let text = "credentials: {key-file: \"\(key)\", secret-file: \"\(secret)\"}\n"
            let config = try stage.write(text, to: "config.yaml")
            #expect(await stage.run(words + ["--config", config], with: none).verdict == "orphaned")
            let other: [String: String?] = ["BINANCE_API_SECRET": nil, "BINANCE_SECRET_KEY": stage.exchange.apiSecret]
            #expect(await stage.run(words, with: other).verdict == "orphaned")
        }
    }
}
