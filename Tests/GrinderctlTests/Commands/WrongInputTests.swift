import ExchangeSandbox
import Foundation
import Testing

@testable import grinderctl

/// An input that is wrong, and what the operator is told.
struct WrongInput: Sendable, CustomTestStringConvertible {
    let what: String
    var words = ["triage", "unexpected", States.orphanID]
    var changes: [String: String?] = [:]
    /// Files to write first, by name: text and mode. `FOLDER` in words and variables stands for their folder.
    var files: [String: (text: String, mode: Int)] = [:]
    let exit: Int32
    let code: String
    /// Every one of these is in the message.
    var says: [String]
    var attempt: String?
    /// Whether the exchange was asked anything before it was noticed.
    var asks = false

    var testDescription: String { what }
}

extension WrongInput {
    private static let secret = "aSecretLongEnoughToBeSearchedFor"
    /// By one character.
    private static let tooLong = String(repeating: "x", count: 37)

    static let credentials = [
        WrongInput(
            what: "no key", changes: ["BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil], exit: 78,
            code: "configuration", says: ["no API key", "BINANCE_API_KEY_FILE", "Nothing was sent"],
            attempt: "grinderctl drill"),
        WrongInput(
            what: "no key for an action", words: ["cancel", States.orphanID],
            changes: ["BINANCE_API_KEY": "", "BINANCE_API_SECRET": nil], exit: 78, code: "configuration",
            says: ["no API key"], attempt: "grinderctl drill"),
        WrongInput(
            what: "only a key", changes: ["BINANCE_API_SECRET": nil], exit: 78, code: "configuration",
            says: ["BINANCE_API_SECRET is not", "Nothing was sent"]),
        WrongInput(
            what: "only a secret", changes: ["BINANCE_API_KEY": nil], exit: 78, code: "configuration",
            says: ["BINANCE_API_KEY is not"]),
        WrongInput(
            what: "two secrets that differ", changes: ["BINANCE_SECRET_KEY": secret], exit: 78, code: "configuration",
            says: ["BINANCE_API_SECRET", "BINANCE_SECRET_KEY", "differ"]),
        WrongInput(
            what: "a key with a newline in it", changes: ["BINANCE_API_KEY": "abc\ndef"], exit: 78,
            code: "configuration", says: ["BINANCE_API_KEY", "control"]),
        WrongInput(
            what: "a secret file others can read",
            changes: ["BINANCE_API_SECRET": nil, "BINANCE_API_SECRET_FILE": "FOLDER/secret"],
            files: ["secret": (secret, 0o644)], exit: 77, code: "permissions",
            says: ["others can read", "FOLDER/secret"], attempt: "chmod 600 FOLDER/secret"),
        WrongInput(
            what: "a key file that is not there",
            changes: ["BINANCE_API_KEY": nil, "BINANCE_API_KEY_FILE": "FOLDER/none"], exit: 66,
            code: "input-missing", says: ["FOLDER/none"]),
        WrongInput(
            what: "an empty key file", changes: ["BINANCE_API_KEY": nil, "BINANCE_API_KEY_FILE": "FOLDER/key"],
            files: ["key": ("\n", 0o600)], exit: 78, code: "configuration", says: ["FOLDER/key is empty"]),
    ]

    static let places = [
        WrongInput(
            what: "a base URL of somebody else", changes: ["GRINDERCTL_BASE_URL": "https://fapi.binance.com.evil.io"],
            exit: 78, code: "configuration", says: ["base URL is not allowed", "Nothing was sent"],
            attempt: "grinderctl sandbox serve"),
        WrongInput(
            what: "userinfo in the base URL",
            words: ["triage", "unexpected", States.orphanID, "--base-url", "http://me:\(secret)@127.0.0.1:9"],
            exit: 78, code: "configuration", says: ["base URL is not allowed"], attempt: "grinderctl sandbox serve"),
        WrongInput(
            what: "the real exchange for a sandbox",
            words: ["triage", "unexpected", States.orphanID, "--base-url", "https://fapi.binance.com"], exit: 78,
            code: "configuration", says: ["base URL is not allowed"], attempt: "grinderctl sandbox serve"),
        WrongInput(
            what: "the real exchange without TLS",
            words: [
                "triage", "unexpected", States.orphanID, "--env", "mainnet", "--base-url", "http://fapi.binance.com",
            ],
            exit: 78, code: "configuration", says: ["https"]),
        WrongInput(
            what: "a stream of somebody else",
            words: ["triage", "unexpected", States.orphanID, "--ws-url", "wss://stream.evil.io"], exit: 78,
            code: "configuration", says: ["stream URL is not allowed"]),
        WrongInput(
            what: "an environment that does not exist", words: ["triage", "unexpected", "--env", "production"],
            exit: 64, code: "usage", says: ["production", "mainnet, demo, sandbox"]),
        WrongInput(
            what: "an environment variable that names none", changes: ["GRINDERCTL_ENV": "production"], exit: 78,
            code: "configuration", says: ["production"]),
    ]

    static let ids = [
        WrongInput(
            what: "an id that does not parse, without --symbol", words: ["triage", "unexpected", "web_1"], exit: 64,
            code: "usage", says: ["can't work out the symbol from web_1"],
            attempt: "grinderctl triage unexpected web_1 --symbol SYMBOL", asks: true),
        WrongInput(
            what: "a cancel of an id that does not parse, without --symbol", words: ["cancel", "web_1"], exit: 64,
            code: "usage", says: ["can't work out the symbol from web_1"],
            attempt: "grinderctl cancel web_1 --symbol SYMBOL", asks: true),
        WrongInput(
            what: "an id that is too long", words: ["triage", "unexpected", tooLong, "--symbol", "BTCUSDT"], exit: 64,
            code: "usage", says: ["a client order id has 1 to 36 characters"]),
        WrongInput(
            what: "a cancel of an id that is too long", words: ["cancel", tooLong, "--symbol", "BTCUSDT"], exit: 64,
            code: "usage", says: ["a client order id has 1 to 36 characters"]),
        WrongInput(
            what: "a symbol the exchange does not know",
            words: ["triage", "unexpected", "web_1", "--symbol", "NOSUCHUSDT"], exit: 64, code: "usage",
            says: ["NOSUCHUSDT", "Nothing was investigated"], asks: true),
        WrongInput(
            what: "a symbol that is none", words: ["triage", "unexpected", "web_1", "--symbol", "b t c"], exit: 64,
            code: "usage", says: ["b t c isn't a symbol"]),
        WrongInput(
            what: "a symbol that differs from the id's",
            words: ["cancel", States.orphanID, "--symbol", "ETHUSDT"], exit: 64, code: "usage",
            says: ["BTCUSDT", "ETHUSDT", "Nothing was sent"]),
        WrongInput(
            what: "an id twice", words: ["cancel", States.orphanID, States.orphanID], exit: 64, code: "usage",
            says: ["given twice"]),
        WrongInput(
            what: "no id to cancel", words: ["cancel"], exit: 64, code: "usage", says: ["CID"],
            attempt: "grinderctl help cancel"),
    ]

    static let flags = [
        WrongInput(
            what: "a flag that does not exist", words: ["cancel", States.orphanID, "--force"], exit: 64,
            code: "usage", says: ["--force"], attempt: "grinderctl cancel \(States.orphanID)"),
        WrongInput(
            what: "a command that does not exist", words: ["cancle", States.orphanID], exit: 64, code: "usage",
            says: ["cancle"], attempt: "grinderctl cancel \(States.orphanID)"),
        WrongInput(
            what: "a noun without its verb", words: ["audit"], exit: 64, code: "usage",
            says: ["audit needs a subcommand: ", "verify"], attempt: "grinderctl help audit"),
        WrongInput(
            what: "an unquoted glob",
            words: ["triage", "unexpected", States.orphanID, "--logs", "/a.log", "/b.log", "/c.log"], exit: 64,
            code: "usage", says: ["glob must be quoted"], attempt: "grinderctl help triage unexpected"),
        WrongInput(
            what: "an answer to a step that asks nothing",
            words: ["triage", "unexpected", States.orphanID, "--answer", "owner=me"], exit: 64, code: "usage",
            says: ["instance-stopped"]),
        WrongInput(
            what: "an answer without a text", words: ["triage", "unexpected", "--answer", "instance-stopped"],
            exit: 64, code: "usage", says: ["STEP=TEXT"]),
        WrongInput(
            what: "a weight budget of nothing", words: ["triage", "unexpected", "--weight-budget", "0"], exit: 64,
            code: "usage", says: ["1% to 100%"]),
        WrongInput(
            what: "no orders at most", words: ["cancel", States.orphanID, "--max-orders", "0"], exit: 64,
            code: "usage", says: ["--max-orders"]),
        WrongInput(
            what: "a notional that is no amount", words: ["cancel", States.orphanID, "--max-notional", "1e999x"],
            exit: 64, code: "usage", says: ["max-notional"]),
        WrongInput(
            what: "--step and --no-input", words: ["triage", "unexpected", "--step", "--no-input"], exit: 64,
            code: "usage", says: ["--no-input"]),
    ]

    static let files = [
        WrongInput(
            what: "logs that are not there",
            words: ["triage", "unexpected", States.orphanID, "--logs", "FOLDER/none.log"], exit: 66,
            code: "input-missing", says: ["FOLDER/none.log", "Nothing was sent"]),
        WrongInput(
            what: "an expected state that is not there",
            words: ["triage", "unexpected", States.orphanID, "--expected", "FOLDER/none.json"], exit: 66,
            code: "input-missing", says: ["FOLDER/none.json"]),
        WrongInput(
            what: "an expected state cut off",
            words: ["triage", "unexpected", States.orphanID, "--expected", "FOLDER/e.json"],
            files: ["e.json": (#"[{"client_order_id": "#, 0o600)], exit: 65, code: "bad-data",
            says: ["FOLDER/e.json", "Nothing was sent"]),
        WrongInput(
            what: "a configuration that is not there",
            words: ["triage", "unexpected", States.orphanID, "--config", "FOLDER/none.yaml"], exit: 66,
            code: "input-missing", says: ["FOLDER/none.yaml"],
            attempt: "grinderctl config init --config FOLDER/none.yaml"),
        WrongInput(
            what: "a configuration key that is misspelt",
            words: ["triage", "unexpected", States.orphanID, "--config", "FOLDER/c.yaml"],
            files: ["c.yaml": ("symbol: [BTCUSDT]\n", 0o600)], exit: 78, code: "configuration",
            says: ["unknown key symbol", "did you mean symbols?"]),
        WrongInput(
            what: "a misspelt key in a profile",
            words: ["triage", "unexpected", States.orphanID, "--config", "FOLDER/c.yaml"],
            files: ["c.yaml": ("profiles:\n  sandbox:\n    limits:\n      max-notionl: \"1\"\n", 0o600)], exit: 78,
            code: "configuration", says: ["profiles.sandbox.limits.max-notionl", "did you mean max-notional?"]),
        WrongInput(
            what: "a configuration that is not YAML",
            words: ["triage", "unexpected", States.orphanID, "--config", "FOLDER/c.yaml"],
            files: ["c.yaml": ("symbols: [BTCUSDT\n", 0o600)], exit: 78, code: "configuration",
            says: ["FOLDER/c.yaml", "not YAML"]),
        WrongInput(
            what: "a configuration of another shape",
            words: ["triage", "unexpected", States.orphanID, "--config", "FOLDER/c.yaml"],
            files: ["c.yaml": ("instances: {name: a}\n", 0o600)], exit: 78, code: "configuration",
            says: ["FOLDER/c.yaml", "instances"]),
    ]
}

@Suite struct WrongInputTests {
    @Test(arguments: WrongInput.credentials + WrongInput.places + WrongInput.ids + WrongInput.flags + WrongInput.files)
    func `an input that is wrong has its own exit and one clear line, in text and in JSON`(
        _ row: WrongInput
    ) async throws {
        try await Stage.set { stage async throws in
            for (name, file) in row.files { _ = try stage.write(file.text, to: name, mode: file.mode) }
            func placed(_ text: String) -> String { text.replacing("FOLDER", with: stage.folder) }
            let words = row.words.map(placed)
            let changes = row.changes.mapValues { $0.map(placed) }
            let text = await stage.run(words, with: changes)
            #expect(text.exit == row.exit)
            #expect(text.output.isEmpty)
            let errors = text.error.split(separator: "\n").filter { $0.hasPrefix("error: ") }
            #expect(errors.count == 1)
            for part in row.says { #expect(errors.first?.contains(placed(part)) == true, "\(text.error)") }
            let tries = text.error.split(separator: "\n").filter { $0.hasPrefix("try: ") }.map { $0.dropFirst(5) }
            #expect(tries.count == 1)
            if let attempt = row.attempt {
                #expect(tries.map(String.init) == [placed(attempt)])
            } else {
                #expect(tries.first?.hasPrefix("grinderctl") == true, "\(text.error)")
            }

            let json = await stage.run(words + ["--json"], with: changes)
            #expect(json.exit == row.exit)
            #expect(json.json["schema"].text == "grinderctl/1")
            #expect(json.json["error"]["code"].text == row.code)
            #expect(json.json["error"]["exit"].number == Int64(row.exit))
            #expect(json.json["error"]["message"].text.map { "error: " + $0 } == errors.first.map(String.init))
            #expect(json.attempt?.hasPrefix(row.attempt.map(placed) ?? "grinderctl") == true)
            #expect(stage.exchange.mutatingRequests().isEmpty)
            #expect(stage.exchange.seenRequests().isEmpty == !row.asks)
            #expect(!(text.all + json.all).contains("aSecretLongEnough"))
        }
    }

    @Test(arguments: [
        ("BINANCE_API_KEY", "aKeyThatTheExchangeDoesNotKnow00000000000000000000000000000000000"),
        ("BINANCE_API_SECRET", "aSecretThatSignsNothingRight0000000000000000000000000000000000000"),
    ])
    func `a key or secret the exchange refuses ends 4 and leaves an inconclusive verdict`(
        _ variable: String, _ value: String
    ) async throws {
        try await Stage.set { stage async throws in
            let triage = await stage.run(["triage", "unexpected", States.orphanID, "--json"], with: [variable: value])
            #expect(triage.exit == 4)
            #expect(triage.verdict == "inconclusive")
            #expect(triage.json["error"] == .missing)
            let cancel = await stage.run(
                Stage.cancel(States.orphanID, more: ["--without-triage"]), with: [variable: value])
            #expect(cancel.exit == 4)
            #expect(!(triage.all + cancel.all).contains(value))
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `an exchange that is down ends 69, before anything was sent`() async throws {
        try await Stage.set { stage async throws in
            let nowhere = ["GRINDERCTL_BASE_URL": "http://127.0.0.1:9"]
            let triage = await stage.run(["triage", "unexpected", States.orphanID, "--json"], with: nowhere)
            #expect(triage.exit == 69)
            #expect(triage.verdict == "inconclusive")
            #expect(triage.json["steps"].elements.isEmpty == false)
            let all = await stage.run(["triage", "unexpected", "--json"], with: nowhere)
            #expect(all.exit == 69)
            #expect(all.json["findings"] != .missing)
            let cancel = await stage.run(Stage.cancel(States.orphanID, more: ["--without-triage"]), with: nowhere)
            #expect(cancel.exit == 69)
            #expect(cancel.json["error"]["code"].text == "exchange-unavailable")
            #expect(cancel.error.contains("No order was cancelled"))
            #expect(try stage.openIntents() == 0)
        }
    }

    @Test(arguments: ["429", "418"])
    func `a rate limit ends 75 with the seconds to wait`(_ fault: String) async throws {
        try await Stage.set(faults: [fault]) { stage async throws in
            let triage = await stage.run(["triage", "unexpected", States.orphanID, "--json"])
            #expect(triage.exit == 75)
            #expect(triage.verdict == "inconclusive")
            #expect(triage.output.contains(/[0-9]+ s\b/), "\(triage.output)")
            let cancel = await stage.run(Stage.cancel(States.orphanID, more: ["--without-triage"]))
            #expect(cancel.exit == 75)
            #expect(cancel.json["error"]["code"].text == "rate-limited")
            #expect(cancel.error.contains(/[0-9]+ s\b/), "\(cancel.error)")
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }
}
