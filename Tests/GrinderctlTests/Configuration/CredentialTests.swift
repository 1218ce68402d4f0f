import AuditLog
import Binance
import ExchangeSandbox
import Foundation
import JSON
import OperatorStage
import Testing
import TriageCore

@testable import grinderctl

@Suite struct CredentialTests {
    private static let none: [String: String?] = ["BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil]
    private static let reading = SandboxKey.hmac(
        apiKey: KeyRing.readingName, secret: KeyRing.readingSecret, mayTrade: false)

    private static func json(_ stage: Stage) -> String {
        #"{"Version":1,"apiKey":"\#(stage.exchange.apiKey)","apiSecret":"\#(stage.exchange.apiSecret)"}"#
    }

    /// A profile that reads with a key of its own and acts with the account's.
    private static func pair(_ stage: Stage) throws -> String {
        let files = [
            ("rk", KeyRing.readingName), ("rs", KeyRing.readingSecret), ("ak", stage.exchange.apiKey),
            ("as", stage.exchange.apiSecret),
        ]
        for (name, text) in files { _ = try stage.write(text, to: name) }
        let at = stage.folder
        return try stage.write(
            """
            credentials:
              key-file: \(at)/rk
              secret-file: \(at)/rs
              acting: {key-file: \(at)/ak, secret-file: \(at)/as}
            """, to: "pair.yaml")
    }

    @Test func `a profile's two keys are one account: triage reads with one, the cancel acts with the other`()
        async throws
    {
        try await Stage.set(keys: [Self.reading]) { stage async throws in
            let config = ["--config", try Self.pair(stage)]
            let triage = await stage.run(["triage", "unexpected", States.orphanID, "--json"] + config, with: Self.none)
            #expect(triage.verdict == "orphaned", "\(triage.all)")
            let plan = await stage.run(["cancel", States.orphanID, "--json"] + config, with: Self.none)
            #expect(plan.exit == 0)
            let cancel = await stage.run(Stage.cancel(States.orphanID, more: config), with: Self.none)
            #expect(cancel.outcome == "verified", "\(cancel.all)")
            let accountContext = try stage.entries(.actionIntent).first?.payload()["station"]
            #expect(accountContext?["account"]?.stringValue == Self.fingerprint(KeyRing.readingName))
            #expect(accountContext?["key"]?.stringValue == Self.fingerprint(stage.exchange.apiKey))
        }
    }

    @Test func `the reading key alone is refused by the exchange, and nothing is cancelled`() async throws {
        try await Stage.set(keys: [Self.reading]) { stage async throws in
            let alone: [String: String?] = [
                "BINANCE_API_KEY": KeyRing.readingName, "BINANCE_API_SECRET": KeyRing.readingSecret,
            ]
            #expect(await stage.run(["triage", "unexpected", States.orphanID], with: alone).exit == 1)
            let cancel = await stage.run(Stage.cancel(States.orphanID), with: alone)
            #expect(cancel.exit == 4)
            #expect(cancel.outcome == "failed")
        }
    }

    @Test func `keys that no profile puts together are two accounts`() async throws {
        try await Stage.set(keys: [Self.reading]) { stage async throws in
            let config = ["--config", try Self.pair(stage)]
            // The triage with the account's own key, the action with the profile that reads with another.
            #expect(await stage.run(["triage", "unexpected", States.orphanID]).exit == 1)
            let cancel = await stage.run(Stage.cancel(States.orphanID, more: config), with: Self.none)
            #expect(cancel.refusals.contains("environment-mismatch"), "\(cancel.all)")
            #expect(cancel.exit == 3)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    @Test func `a credential command's answer is used, and what it says on stderr is told without the key`()
        async throws
    {
        try await Stage.set { stage async throws in
            let answer = try stage.write(Self.json(stage), to: "answer.json")
            let command = "echo unlocked \(stage.exchange.apiSecret) >&2; cat \(answer)"
            let config = try stage.write("credentials: {credential-command: \"\(command)\"}\n", to: "c.yaml")
            let triage = await stage.run(
                ["triage", "unexpected", States.orphanID, "--config", config], with: Self.none)
            #expect(triage.exit == 1, "\(triage.error)")
            #expect(triage.error.contains("unlocked <redacted>"))
            #expect(!triage.all.contains(stage.exchange.apiKey) && !triage.all.contains(stage.exchange.apiSecret))
        }
    }

    @Test(arguments: [
        ("cat answer.json; exit 3", "exit status 3"), ("echo SECRET", "JSON object"),
        ("echo '{}'", "no usable apiKey"),
        ("echo SECRET >&2; echo '{\\\"apiKey\\\":\\\"k\\\"}'", "no usable apiSecret"),
        ("echo '{\\\"type\\\":\\\"ed25519\\\",\\\"apiKey\\\":\\\"k\\\"}'", "states hmac"),
        ("kill -9 $$", "signal 9"), ("exec /nowhere/at/all", "exit status 127"),
    ])
    func `a credential command that fails is told without its answer: 78, and nothing is asked`(
        command: String, says: String
    ) async throws {
        try await Stage.set { stage async throws in
            let secret = stage.exchange.apiSecret
            let text = command.replacing("SECRET", with: secret)
            let config = try stage.write("credentials: {credential-command: \"\(text)\"}\n", to: "c.yaml")
            let answer = await stage.run(["triage", "unexpected", "--config", config], with: Self.none)
            #expect(answer.exit == 78)
            #expect(answer.error.contains(says), "\(answer.error)")
            #expect(!answer.all.contains(secret))
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test func `systemd's credentials are found by their names, and may be the group's by an access list`() async throws
    {
        try await Stage.set { stage async throws in
            _ = try stage.write(stage.exchange.apiKey, to: "binance-api-key", mode: 0o440)
            _ = try stage.write(stage.exchange.apiSecret, to: "binance-api-secret", mode: 0o400)
            let unit = Self.none.merging(["CREDENTIALS_DIRECTORY": stage.folder], uniquingKeysWith: { $1 })
            #expect(await stage.run(["triage", "unexpected", States.orphanID], with: unit).exit == 1)
            let text = """
                credentials:
                  key-file: $CREDENTIALS_DIRECTORY/binance-api-key
                  secret-file: $CREDENTIALS_DIRECTORY/binance-api-secret
                """
            let config = try stage.write(text, to: "c.yaml")
            #expect(await stage.run(["config", "check", "--config", config], with: unit).exit == 0)
            _ = try stage.write(stage.exchange.apiSecret, to: "binance-api-secret", mode: 0o444)
            #expect(await stage.run(["triage", "unexpected"], with: unit).exit == 77)
        }
    }

    @Test(arguments: [
        (["BINANCE_PRIVATE_KEY_FILE": "x"], "export BINANCE_KEY_TYPE=ed25519"),
        (["BINANCE_PUBLIC_KEY_FILE": "x"], "export BINANCE_KEY_TYPE=ssh-agent"),
        (["BINANCE_KEY_TYPE": "rsa", "BINANCE_API_SECRET": "x"], "hmac, ed25519, ssh-agent"),
        (["BINANCE_KEY_TYPE": "ed25519", "BINANCE_API_SECRET": "x"], "the key's type is ed25519"),
    ])
    func `a key's type is stated, never guessed`(variables: [String: String], says: String) async throws {
        try await Stage.set { stage async throws in
            let changes = variables.mapValues { Optional($0) }
            let base: [String: String?] = ["BINANCE_API_SECRET": nil]
            let answer = await stage.run(
                ["triage", "unexpected"], with: base.merging(changes, uniquingKeysWith: { $1 }))
            #expect(answer.exit == 78)
            #expect(answer.error.contains(says), "\(answer.error)")
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test(arguments: [
        ("\u{FEFF}secret", "byte order mark"), ("", "is empty"), (" \r\n\n", "is empty"), ("a b", "holds 2 words"),
        ("\"secret\"", "holds quotes"), ("h\u{E9}", "no key has"), ("a\u{0}b", "no key has"),
        ("-----BEGIN PRIVATE KEY-----\nMC4=\n", "is a PEM file"),
    ])
    func `a secret file that holds no secret is refused with what it holds, and shows nothing of it`(
        text: String, says: String
    ) async throws {
        try await Stage.set { stage async throws in
            let path = try stage.write(text, to: "secret")
            let variables: [String: String?] = ["BINANCE_API_SECRET": nil, "BINANCE_API_SECRET_FILE": path]
            let answer = await stage.run(["triage", "unexpected"], with: variables)
            #expect(answer.exit == 78)
            #expect(answer.error.contains(says), "\(answer.error)")
            #expect(!answer.error.contains("secret\"") && stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test(arguments: ["\n", "\r\n", " \r\n\r\n"])
    func `a secret file may end as its editor ended it`(end: String) async throws {
        try await Stage.set { stage async throws in
            let files = [
                try stage.write(stage.exchange.apiKey + end, to: "key"),
                try stage.write(stage.exchange.apiSecret + end, to: "secret"),
            ]
            let variables: [String: String?] = Self.none.merging(
                ["BINANCE_API_KEY_FILE": files[0], "BINANCE_API_SECRET_FILE": files[1]], uniquingKeysWith: { $1 })
            #expect(await stage.run(["config", "check"], with: variables).exit == 0)
        }
    }

    @Test func `a key given as its own secret, and a private key as the public one, are told before anything is sent`()
        async throws
    {
        try await Stage.set { stage async throws in
            let same = await stage.run(["config", "check"], with: ["BINANCE_API_SECRET": stage.exchange.apiKey])
            #expect(same.exit == 78)
            #expect(same.error.contains("hold the same"))
            let path = try stage.write("-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", to: "ssh")
            let variables: [String: String?] = [
                "BINANCE_API_SECRET": nil, "BINANCE_KEY_TYPE": "ssh-agent", "BINANCE_PUBLIC_KEY_FILE": path,
            ]
            let swapped = await stage.run(["config", "check"], with: variables)
            #expect(swapped.exit == 78)
            #expect(swapped.error.contains("the .pub file beside it"))
            #expect(stage.exchange.seenRequests().isEmpty)
        }
    }

    @Test func `what only writes about an incident runs no credential command, and still writes no key down`()
        async throws
    {
        try await Stage.set { stage async throws in
            let ran = stage.folder + "/ran"
            let config = try stage.write("credentials: {credential-command: \"touch \(ran)\"}\n", to: "c.yaml")
            for words in [
                ["open", "INC-1", "--title", "x"], ["note", "INC-1", "y"], ["close", "INC-1", "--reason", "z"],
            ] {
                let answer = await stage.run(["incident"] + words + ["--config", config], with: Self.none)
                #expect(answer.exit == 0, "\(answer.all)")
            }
            #expect(!FileManager.default.fileExists(atPath: ran))
            let key = try stage.write("short-key-1\n", to: "key")
            let variables: [String: String?] = ["BINANCE_API_KEY": nil, "BINANCE_API_KEY_FILE": key]
            let leak = await stage.run(["incident", "open", "INC-2", "--title", "it is short-key-1"], with: variables)
            #expect(leak.exit == 64, "\(leak.all)")
        }
    }

    @Test func `a private key others can read is refused: 77`() async throws {
        try await Stage.set { stage async throws in
            let path = try stage.write("x", to: "key.pem", mode: 0o644)
            let variables: [String: String?] = [
                "BINANCE_API_SECRET": nil, "BINANCE_KEY_TYPE": "ed25519", "BINANCE_PRIVATE_KEY_FILE": path,
            ]
            let answer = await stage.run(["triage", "unexpected"], with: variables)
            #expect(answer.exit == 77)
            #expect(answer.error.contains("chmod 600 \(path)"))
        }
    }

    @Test func `a policy of the configuration stops an action, and only that`() async throws {
        try await Stage.set { stage async throws in
            let config = ["--config", try stage.write("policy: {ticket: required}\n", to: "c.yaml")]
            #expect(await stage.run(["triage", "unexpected", States.orphanID] + config).exit == 1)
            #expect(await stage.run(Stage.cancel(States.orphanID, more: config)).exit == 3)
            #expect(stage.exchange.mutatingRequests().isEmpty)
        }
    }

    private static func fingerprint(_ key: String) -> String { Credentials(apiKey: key, secret: "").fingerprint }
}
