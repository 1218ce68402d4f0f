import ExchangeSandbox
import Foundation
import OperatorStage
import Testing

/// Keys of OpenSSH's and OpenSSL's making, a real ssh-agent, and the built binary.
@Suite struct KeyTests {
    @Test func `a secret, a private key file and an agent's key all triage and cancel`() async throws {
        try await KeyRing.with { ring async throws in
            try await ring.add(ring.sshKey)
            for variables in [[:], ring.fileVariables, ring.agentVariables] {
                try await OperatorStage.set(state: Orphans.state(), keys: ring.known) { stage async throws in
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
        try await KeyRing.with { ring async throws in
            try await ring.add(ring.sshKey)
            try await OperatorStage.set(state: Orphans.state(), keys: ring.known) { stage async throws in
                let answer = try await stage.run(["config", "check", "--json"], with: ring.agentVariables)
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
                let text = try await stage.run(["config", "check"], with: ring.agentVariables).outputText
                let fingerprint = shown.outputText.split(separator: " ")[1]
                #expect(text.contains(fingerprint))
            }
        }
    }

    @Test func `an agent without the key, locked, or absent is told before anything is sent: 78`() async throws {
        try await KeyRing.with { ring async throws in
            try await OperatorStage.set(state: Orphans.state(), keys: ring.known) { stage async throws in
                func refused(_ changes: [String: String?] = [:]) async throws -> String {
                    let variables = ring.agentVariables.merging(changes, uniquingKeysWith: { $1 })
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
                try await eventually("the key's time is over") {
                    try await !ring.run("/usr/bin/ssh-add", ["-L"]).outputText.contains(" x")
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
        try await KeyRing.with(askpass: askpass) { ring async throws in
            try await ring.add("-c", ring.sshKey)
            try await OperatorStage.set(state: Orphans.state(), keys: ring.known) { stage async throws in
                let answer = try await stage.run(["triage", "unexpected", Orphans.first], with: ring.agentVariables)
                #expect(answer.exit == exit, "\(answer.errorText)")
                let words = answer.outputText.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                #expect(words.contains("the confirmation was denied") == (exit == 4), "\(words)")
                let signed = stage.exchange.seenRequests().filter { $0.path == "/fapi/v1/order" }
                #expect(signed.isEmpty == (exit == 4))
            }
        }
    }

    /// Its memory, its open files and its mappings are searched while a cancel of its is on its way.
    @Test func `with an agent the private key is nowhere in the process; with a file it is`() async throws {
        try await KeyRing.with { ring async throws in
            try await ring.add(ring.sshKey)
            let sshSeed = try seed(openSSH: ring.sshKey)
            let pemSeed = try seed(pem: ring.pemKey)
            // The agent has it: the process could not read it even by mistake.
            try FileManager.default.removeItem(atPath: ring.sshKey)
            for (variables, seed, isThere) in [
                (ring.agentVariables, sshSeed, false), (ring.fileVariables, pemSeed, true),
            ] {
                let held = Held()
                try await OperatorStage.set(
                    state: Orphans.state(), keys: ring.known, beforeMutation: { _ in await held.hold() }
                ) { stage async throws in
                    _ = try await stage.run(["triage", "unexpected", Orphans.first], with: variables)
                    let child = try stage.start(Orphans.cancel, with: variables)
                    await held.arrival()
                    #expect(child.memoryHolds(seed) == isThere)
                    #expect(child.openFiles.contains { $0.hasSuffix("/audit.db") })
                    #expect(!child.openFiles.contains { $0.hasPrefix(ring.folder) })
                    held.letGo()
                    #expect(await child.end().exit == 0)
                }
            }
        }
    }

    private static let strace = "/usr/bin/strace"

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: strace)))
    func `every file the process opens is told by the kernel, and with an agent the private key is none`() async throws
    {
        try await KeyRing.with { ring async throws in
            try await ring.add(ring.sshKey)
            for (variables, key, isOpened) in [
                (ring.agentVariables, ring.sshKey, false), (ring.fileVariables, ring.pemKey, true),
            ] {
                try await OperatorStage.set(state: Orphans.state(), keys: ring.known) { stage async throws in
                    let trace = stage.folder + "/trace"
                    let prefix = [Self.strace, "-f", "-e", "trace=openat,open,connect", "-o", trace]
                    let words = ["triage", "unexpected", Orphans.first]
                    let ended = try await stage.start(words, with: variables, prefix: prefix).end()
                    #expect(ended.exit == 1, "\(ended.errorText)")
                    let told = try String(contentsOfFile: trace, encoding: .utf8)
                    #expect(told.contains("\"\(stage.auditPath)\""))
                    #expect(told.contains("\"\(key)\"") == isOpened)
                    #expect(told.contains("\"\(ring.socket)\"") == !isOpened)
                }
            }
        }
    }

    @Test func `a key removed between triage and cancel, or a locked agent, ends 78 and nothing is sent`() async throws
    {
        try await KeyRing.with { ring async throws in
            try await ring.add(ring.sshKey)
            try await OperatorStage.set(state: Orphans.state(), keys: ring.known) { stage async throws in
                let triage = try await stage.run(["triage", "unexpected", Orphans.first], with: ring.agentVariables)
                #expect(triage.exit == 1)
                let seen = stage.exchange.seenRequests().count
                func refused() async throws {
                    let cancel = try await stage.run(Orphans.cancel, with: ring.agentVariables)
                    #expect(cancel.exit == 78)
                    #expect(cancel.errorText.contains("the agent is locked"), "\(cancel.errorText)")
                    #expect(cancel.errorText.contains("try: ssh-add -t 15m KEYFILE"))
                    #expect(stage.exchange.seenRequests().count == seen)
                }
                try await ring.add("-D")
                try await refused()
                try await ring.add(ring.sshKey)
                #expect(try await ring.lock().exit == 0)
                try await refused()
                #expect(stage.exchange.mutatingRequests().isEmpty)
            }
        }
    }

    @Test func `a key removed while the cancel is on its way leaves a true account of what was sent`() async throws {
        try await KeyRing.with { ring async throws in
            try await ring.add(ring.sshKey)
            let held = Held()
            try await OperatorStage.set(
                state: Orphans.state(), keys: ring.known, beforeMutation: { _ in await held.hold() }
            ) { stage async throws in
                _ = try await stage.run(["triage", "unexpected", Orphans.first], with: ring.agentVariables)
                let child = try stage.start(Orphans.cancel + ["--json"], with: ring.agentVariables)
                await held.arrival()
                try await ring.add("-D")
                held.letGo()
                let ended = await child.end()
                // Sent, and not read back: not known, until somebody with the key looks.
                #expect(ended.exit == 5, "\(ended.outputText)\(ended.errorText)")
                try await ring.add(ring.sshKey)
                #expect(ended.outputText.contains("grinderctl audit resolve"))
                #expect(try await stage.run(["audit", "resolve"], with: ring.agentVariables).exit == 0)
                let words = ["triage", "unexpected", Orphans.first]
                let looked = try await stage.run(words, with: ring.agentVariables)
                #expect(looked.exit == 0, "\(looked.outputText)\(looked.errorText)")
                #expect(looked.outputText.contains("CANCELED"))
                #expect(try await stage.run(["audit", "verify"]).exit == 0)
                #expect(stage.exchange.mutatingRequests().count == 1)
            }
        }
    }

    @Test func `a security key's public key is refused with the reason: 78`() async throws {
        try await KeyRing.with { ring async throws in
            let line = "sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5QG9wZW5zc2guY29t ada@yubikey\n"
            let path = try ring.write(line, to: "sk.pub")
            try await OperatorStage.set(state: Orphans.state(), keys: ring.known) { stage async throws in
                let variables = ring.agentVariables.merging(
                    ["BINANCE_PUBLIC_KEY_FILE": path], uniquingKeysWith: { $1 })
                let answer = try await stage.run(Orphans.cancel, with: variables)
                #expect(answer.exit == 78)
                #expect(answer.errorText.contains("the device's own flags and counter"), "\(answer.errorText)")
                #expect(stage.exchange.seenRequests().isEmpty)
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
