import ExchangeSandbox
import Foundation
import OperatorStage
import Testing

/// `--print-curl`: its lines pasted into a bash, whichever way the key is kept.
@Suite struct PasteTests {
    enum Keeping: String, CaseIterable, Sendable {
        case variables, files, ed25519, agent, commandWithSecret, commandWithKey, commandWithAgent
    }

    /// The variables that name the key; what a configuration says instead stands in its file.
    private func variables(_ keeping: Keeping, _ ring: KeyRing, _ stage: OperatorStage) throws -> [String: String?] {
        let none: [String: String?] = ["BINANCE_API_KEY": nil, "BINANCE_API_SECRET": nil]
        func configured(_ text: String) throws -> [String: String?] {
            let path = try ring.write("credentials:\n" + text, to: "\(keeping).yaml")
            return none.merging(["GRINDERCTL_CONFIG": path], uniquingKeysWith: { $1 })
        }
        func command(_ fields: [String: String], _ more: String = "") throws -> [String: String?] {
            let json = try JSONSerialization.data(withJSONObject: fields)
            let path = try ring.write(String(decoding: json, as: UTF8.self), to: "\(keeping)'s answer.json")
            return try configured("  credential-command: cat '\(path.replacing("'", with: #"'\''"#))'\n\(more)")
        }
        switch keeping {
        case .variables: return [:]
        case .files:
            let key = try ring.write(stage.exchange.apiKey + "\n", to: "it's a key")
            let secret = try ring.write(stage.exchange.apiSecret + "\n", to: "a secret")
            return none.merging(
                ["BINANCE_API_KEY_FILE": key, "BINANCE_API_SECRET_FILE": secret], uniquingKeysWith: { $1 })
        case .ed25519: return ring.fileVariables
        case .agent: return ring.agentVariables
        case .commandWithSecret:
            return try command(["apiKey": stage.exchange.apiKey, "apiSecret": stage.exchange.apiSecret])
        case .commandWithKey:
            let pem = try String(contentsOfFile: ring.pemKey, encoding: .utf8)
            return try command(["apiKey": KeyRing.pemName, "privateKey": pem], "  type: ed25519\n")
        case .commandWithAgent:
            return try command(
                ["apiKey": KeyRing.sshName], "  type: ssh-agent\n  public-key-file: \(ring.sshKey).pub\n"
            ).merging(["SSH_AUTH_SOCK": ring.socket], uniquingKeysWith: { $1 })
        }
    }

    @Test(arguments: Keeping.allCases)
    func `each read works when pasted, no secret is in an argument list, and a write is a comment`(
        _ keeping: Keeping
    ) async throws {
        try await KeyRing.with { ring async throws in
            try await ring.add(ring.sshKey)
            try await OperatorStage.set(state: Orphans.state(), keys: ring.known) { stage async throws in
                let variables = try variables(keeping, ring, stage)
                let flags = ["--print-curl", "-q"]
                let triage = try await stage.run(["triage", "unexpected", Orphans.first] + flags, with: variables)
                #expect(triage.exit == 1, "\(triage.errorText)")
                let cancel = try await stage.run(Orphans.cancel + flags, with: variables)
                #expect(cancel.exit == 0, "\(cancel.errorText)")
                let lines = (triage.errorText + cancel.errorText).split(separator: "\n").map(String.init)
                #expect(
                    lines.filter { $0.hasPrefix("# DELETE http://127.0.0.1") && $0.contains("orderId=") }.count == 1)
                let reads = Set(lines.filter { !$0.hasPrefix("#") })
                #expect(lines.filter { $0.hasPrefix("#") }.count == 1)
                #expect(reads.contains { $0.contains("/fapi/v1/openAlgoOrders") })
                let before = stage.exchange.seenRequests().count
                let witness = try Witness(in: stage.folder)
                var environment = stage.environment
                for (name, value) in variables { environment[name] = value }
                environment["PATH"] = witness.path
                for line in reads {
                    let answer = try await ChildProcess.start(
                        ["-c", line], environment: environment, folder: stage.folder, program: "/bin/bash"
                    ).end()
                    #expect(answer.exit == 0, "\(line) \(answer.errorText)")
                    #expect(answer.outputText.first == "{" || answer.outputText.first == "[", "\(line)")
                    // What the triage was answered too: no such conditional order.
                    let isTold = line.contains("/algoOrder?") && answer.outputText.contains("-2013")
                    #expect(isTold || !answer.outputText.contains(#""code":-"#), "\(line) \(answer.outputText)")
                }
                let pasted = stage.exchange.seenRequests().dropFirst(before)
                #expect(pasted.count == reads.count)
                #expect(!pasted.contains { $0.mutating })
                let seen = try witness.arguments()
                #expect(seen.contains("curl"))
                let pem = try String(contentsOfFile: ring.pemKey, encoding: .utf8).split(separator: "\n")[1]
                for mark in [
                    stage.exchange.apiKey, stage.exchange.apiSecret, KeyRing.sshName, KeyRing.pemName, String(pem),
                    "signature=",
                ] {
                    #expect(!seen.contains(mark))
                    #expect(!reads.contains { $0.contains(mark) })
                }
            }
        }
    }
}

/// A `PATH` on which each program of a pasted line first writes down what everybody on the machine can read of it.
private struct Witness {
    let path: String
    private let log: String

    init(in folder: String) throws {
        let own = folder + "/bin"
        log = folder + "/arguments"
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: false)
        for name in ["python3", "openssl", "curl", "cat"] {
            let script = """
                #!/bin/bash
                printf '%s\\n' \(name) "$@" >> '\(log)'
                PATH='\(path)' exec \(name) "$@"

                """
            try script.write(toFile: "\(own)/\(name)", atomically: false, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: "\(own)/\(name)")
        }
        self.path = own + ":" + path
    }

    func arguments() throws -> String { try String(contentsOfFile: log, encoding: .utf8) }
}
