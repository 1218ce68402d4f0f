package import ExchangeSandbox
import Foundation
import Glibc

/// An Ed25519 key pair of OpenSSH's or OpenSSL's own making, and an SSH agent, in a folder that goes away with them.
package final class KeyRing: Sendable {
    package let folder: String
    package let socket: String
    private let agent: ChildProcess

    /// The API key under which ``sshKey`` is known.
    package static let sshName = "sshAgentKey" + String(repeating: "1", count: 53)
    /// The API key under which ``pemKey`` is known.
    package static let pemName = "pemFileKey" + String(repeating: "2", count: 54)
    package static let readingName = "readingKey" + String(repeating: "3", count: 54)
    package static let readingSecret = "readingSecret" + String(repeating: "4", count: 51)

    package var sshKey: String { folder + "/ssh" }
    package var pemKey: String { folder + "/key.pem" }

    /// - Parameter askpass: what the agent runs to have a use confirmed.
    package static func with<T>(askpass: String = "/bin/false", _ body: (KeyRing) async throws -> T) async throws -> T {
        let folder = FileManager.default.temporaryDirectory.path + "/grinderctl-keys-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        let socket = folder + "/agent"
        let agent = try ChildProcess.start(
            ["-D", "-a", socket],
            environment: ["PATH": "/usr/bin:/bin", "SSH_ASKPASS": askpass, "DISPLAY": ":0", "HOME": folder],
            folder: folder, program: "/usr/bin/ssh-agent")
        let ring = KeyRing(folder: folder, socket: socket, agent: agent)
        let result: Result<T, any Error>
        do {
            try await eventually("the agent listens") { FileManager.default.fileExists(atPath: socket) }
            _ = try await ring.run(
                "/usr/bin/ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "x", "-f", ring.sshKey])
            _ = try await ring.run("/usr/bin/openssl", ["genpkey", "-algorithm", "ed25519", "-out", ring.pemKey])
            _ = try await ring.run(
                "/usr/bin/openssl", ["pkey", "-in", ring.pemKey, "-pubout", "-out", ring.pemKey + ".pub"])
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: ring.pemKey)
            result = .success(try await body(ring))
        } catch {
            result = .failure(error)
        }
        // It has inherited the test runner's signal mask, which may block every other signal.
        agent.send(signal: SIGKILL)
        _ = await agent.end()
        try FileManager.default.removeItem(atPath: folder)
        return try result.get()
    }

    private init(folder: String, socket: String, agent: ChildProcess) {
        self.folder = folder
        self.socket = socket
        self.agent = agent
    }

    /// What the exchange is told: both public keys, and a key that may only read.
    package var known: [SandboxKey] {
        let pairs = [(Self.sshName, sshKey + ".pub"), (Self.pemName, pemKey + ".pub")]
        return pairs.compactMap { name, file in
            (try? String(contentsOfFile: file, encoding: .utf8)).flatMap { .ed25519(apiKey: name, publicKey: $0) }
        } + [.hmac(apiKey: Self.readingName, secret: Self.readingSecret, mayTrade: false)]
    }

    /// What an operator exports to sign with the agent's key.
    package var agentVariables: [String: String?] {
        [
            "BINANCE_API_SECRET": nil, "BINANCE_API_KEY": Self.sshName, "BINANCE_KEY_TYPE": "ssh-agent",
            "BINANCE_PUBLIC_KEY_FILE": sshKey + ".pub", "SSH_AUTH_SOCK": socket,
        ]
    }

    /// The same for the key in a file.
    package var fileVariables: [String: String?] {
        [
            "BINANCE_API_SECRET": nil, "BINANCE_API_KEY": Self.pemName, "BINANCE_KEY_TYPE": "ed25519",
            "BINANCE_PRIVATE_KEY_FILE": pemKey,
        ]
    }

    @discardableResult
    package func run(
        _ program: String, _ words: [String], input: String = "", with more: [String: String] = [:]
    ) async throws -> ChildProcess.Ended {
        let environment = ["PATH": "/usr/bin:/bin", "SSH_AUTH_SOCK": socket, "HOME": folder]
        return try await ChildProcess.start(
            words, environment: environment.merging(more, uniquingKeysWith: { $1 }), folder: folder, input: input,
            program: program
        ).end()
    }

    /// `ssh-add -x`, with a passphrase that a program says.
    package func lock() async throws -> ChildProcess.Ended {
        let says = try write("#!/bin/sh\necho sesame\n", to: "askpass")
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: says)
        return try await run(
            "/usr/bin/ssh-add", ["-x"], with: ["SSH_ASKPASS": says, "SSH_ASKPASS_REQUIRE": "force", "DISPLAY": ":0"])
    }

    /// `ssh-add …`
    @discardableResult
    package func add(_ words: String...) async throws -> ChildProcess.Ended {
        try await run("/usr/bin/ssh-add", ["-q"] + words)
    }

    /// A file for its owner alone.
    package func write(_ text: String, to name: String) throws -> String {
        let path = folder + "/" + name
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        return path
    }
}
