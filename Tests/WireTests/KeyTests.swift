import ExchangeSandbox
import Foundation
import OperatorStage
import Testing

/// Keys of OpenSSH's and OpenSSL's making, a real ssh-agent, and the built binary.
@Suite struct KeyTests {
    private func agent(_ ring: KeyRing) -> [String: String?] {
        [
            "BINANCE_API_SECRET": nil, "BINANCE_API_KEY": KeyRing.sshName, "BINANCE_KEY_TYPE": "ssh-agent",
            "BINANCE_PUBLIC_KEY_FILE": ring.sshKey + ".pub", "SSH_AUTH_SOCK": ring.socket,
        ]
    }

    private func file(_ ring: KeyRing) -> [String: String?] {
        [
            "BINANCE_API_SECRET": nil, "BINANCE_API_KEY": KeyRing.pemName, "BINANCE_KEY_TYPE": "ed25519",
            "BINANCE_PRIVATE_KEY_FILE": ring.pemKey,
        ]
    }

    @Test func `a secret, a private key file and an agent's key all triage and cancel`() async throws {
        try await KeyRing.with { ring in
            try await ring.add(ring.sshKey)
            for variables in [[:], file(ring), agent(ring)] {
                try await OperatorStage.set(state: Orphans.state(), keys: ring.known) { stage in
                    let triage = try await stage.run(["triage", "unexpected", Orphans.first], with: variables)
                    #expect(triage.exit == 1, "\(triage.errorText)")
                    let cancel = try await stage.run(Orphans.cancel, with: variables)
                    #expect(cancel.exit == 0, "\(cancel.outputText)\(cancel.errorText)")
                    #expect(stage.exchange.mutatingRequests().count == 1)
                }
            }
        }
    }

    @Test func `what an agent signs verifies with OpenSSL, by the PEM config check tells`() async throws {
        try await KeyRing.with { ring in
            try await ring.add(ring.sshKey)
            try await OperatorStage.set(state: Orphans.state(), keys: ring.known) { stage in
                let answer = try await stage.run(["config", "check", "--json"], with: agent(ring))
                #expect(answer.exit == 0)
                let object = try JSONSerialization.jsonObject(with: answer.output) as? [String: Any]
                let key = (object?["keys"] as? [[String: Any]])?.first
                let pem = try ring.write(key?["publicKey"] as? String ?? "", to: "told.pem")
                // An SSH signature's own frame differs, so the key itself is compared, as OpenSSL reads it.
                let told = try await ring.run("/usr/bin/openssl", ["pkey", "-pubin", "-in", pem, "-noout", "-text"])
                #expect(told.exit == 0)
                let line = try String(contentsOfFile: ring.sshKey + ".pub", encoding: .utf8).split(separator: " ")[1]
                let raw = Data(base64Encoded: String(line))?.suffix(32) ?? Data()
                let hex = told.outputText.filter { $0.isHexDigit || $0 == ":" || $0.isNewline }
                let digits = raw.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
                #expect(hex.filter(\.isHexDigit).hasSuffix(digits))
                let shown = try await ring.run("/usr/bin/ssh-keygen", ["-lf", ring.sshKey + ".pub"])
                let text = try await stage.run(["config", "check"], with: agent(ring)).outputText
                let fingerprint = shown.outputText.split(separator: " ")[1]
                #expect(text.contains(fingerprint))
            }
        }
    }

    @Test func `an agent without the key, locked, or absent is told before anything is sent: 78`() async throws {
        try await KeyRing.with { ring in
            try await OperatorStage.set(state: Orphans.state(), keys: ring.known) { stage in
                func refused(_ changes: [String: String?] = [:]) async throws -> String {
                    let variables = agent(ring).merging(changes, uniquingKeysWith: { $1 })
                    let answer = try await stage.run(["triage", "unexpected"], with: variables)
                    #expect(answer.exit == 78)
                    return answer.errorText
                }
                #expect(try await refused().contains("holds no key"))
                try await ring.run(
                    "/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", ring.folder + "/other"])
                try await ring.add(ring.folder + "/other")
                #expect(try await refused().contains("holds one key, but not SHA256:"))
                #expect(try await refused(["SSH_AUTH_SOCK": ring.folder + "/none"]).contains("No such file"))
                #expect(try await refused(["SSH_AUTH_SOCK": nil]).contains("SSH_AUTH_SOCK is not set"))
                try await ring.add("-t", "1", ring.sshKey)
                while try await ring.run("/usr/bin/ssh-add", ["-L"]).outputText.contains(" x") {
                    try await Task.sleep(for: .milliseconds(100))
                }
                #expect(try await refused().contains("its time is over"))
                #expect(stage.exchange.seenRequests().isEmpty)
            }
        }
    }

    @Test(arguments: [("/bin/true", Int32(1)), ("/bin/false", 4)])
    func `a key that asks for each use signs when it is confirmed, and is told when it is denied`(
        askpass: String, exit: Int32
    ) async throws {
        try await KeyRing.with(askpass: askpass) { ring in
            try await ring.add("-c", ring.sshKey)
            try await OperatorStage.set(state: Orphans.state(), keys: ring.known) { stage in
                let answer = try await stage.run(["triage", "unexpected", Orphans.first], with: agent(ring))
                #expect(answer.exit == exit, "\(answer.errorText)")
                #expect(answer.outputText.contains("the confirmation was denied") == (exit == 4))
                let signed = stage.exchange.seenRequests().filter { $0.path == "/fapi/v1/order" }
                #expect(signed.isEmpty == (exit == 4))
            }
        }
    }

    @Test func `each read of --print-curl works when pasted, whichever way the key is kept; a write is a comment`()
        async throws
    {
        try await KeyRing.with { ring in
            try await ring.add(ring.sshKey)
            for variables in [[:], file(ring), agent(ring)] {
                try await OperatorStage.set(state: Orphans.state(), keys: ring.known) { stage in
                    let flags = ["--print-curl", "-q"]
                    let triage = try await stage.run(["triage", "unexpected", Orphans.first] + flags, with: variables)
                    let cancel = try await stage.run(Orphans.cancel + flags, with: variables)
                    let lines = (triage.errorText + cancel.errorText).split(separator: "\n").map(String.init)
                    #expect(lines.filter { $0.hasPrefix("# DELETE http://127.0.0.1") }.count == 1)
                    let reads = lines.filter { !$0.hasPrefix("#") }
                    #expect(reads.contains { $0.contains("/fapi/v1/openAlgoOrders") })
                    let before = stage.exchange.seenRequests().count
                    var environment = stage.environment
                    for (name, value) in variables { environment[name] = value }
                    environment["PATH"] = ProcessInfo.processInfo.environment["PATH"]
                    for line in Set(reads) {
                        #expect(!line.contains(stage.exchange.apiSecret) && !line.contains(stage.exchange.apiKey))
                        let answer = try await ChildProcess.start(
                            ["-c", line], environment: environment, folder: stage.folder, program: "/bin/bash"
                        ).end()
                        #expect(answer.exit == 0, "\(line) \(answer.errorText)")
                        let isRefused =
                            answer.outputText.contains("\"code\":-1") || answer.outputText.contains("\"code\":-2008")
                        #expect(!isRefused && !answer.outputText.isEmpty, "\(line) \(answer.outputText)")
                    }
                    let pasted = stage.exchange.seenRequests().dropFirst(before)
                    #expect(pasted.count == Set(reads).count)
                    #expect(pasted.allSatisfy { $0.status == 200 && !$0.mutating })
                }
            }
        }
    }

    /// The memory of the process is searched while a cancel of its is on its way.
    @Test func `with an agent the private key is nowhere in the process; with a file it is`() async throws {
        try await KeyRing.with { ring in
            try await ring.add(ring.sshKey)
            let sshSeed = try seed(openSSH: ring.sshKey)
            let pemSeed = try seed(pem: ring.pemKey)
            // The agent has it: the process could not read it even by mistake.
            try FileManager.default.removeItem(atPath: ring.sshKey)
            for (variables, seed, isThere) in [(agent(ring), sshSeed, false), (file(ring), pemSeed, true)] {
                let held = Held()
                try await OperatorStage.set(
                    state: Orphans.state(), keys: ring.known, beforeMutation: { _ in await held.hold() }
                ) { stage in
                    _ = try await stage.run(["triage", "unexpected", Orphans.first], with: variables)
                    let child = try stage.start(Orphans.cancel, with: variables)
                    await held.arrival()
                    #expect(child.memoryHolds(seed) == isThere)
                    held.letGo()
                    #expect(await child.end().exit == 0)
                }
            }
        }
    }

    /// The private half of an OpenSSH key without passphrase: 64 bytes behind the public half, the seed first.
    private func seed(openSSH file: String) throws -> Data {
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").filter {
            !$0.hasPrefix("-")
        }
        let bytes = try #require(Data(base64Encoded: lines.joined()))
        let line = try String(contentsOfFile: file + ".pub", encoding: .utf8).split(separator: " ")[1]
        let publicKey = try #require(Data(base64Encoded: String(line))).suffix(32)
        let place = try #require(bytes.range(of: publicKey, options: .backwards))
        return bytes.subdata(in: place.lowerBound - 32..<place.lowerBound)
    }

    private func seed(pem file: String) throws -> Data {
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").filter {
            !$0.hasPrefix("-")
        }
        return try #require(Data(base64Encoded: lines.joined())).suffix(32)
    }
}
