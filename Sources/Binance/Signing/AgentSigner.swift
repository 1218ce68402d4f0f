import Dispatch
import FoundationEssentials

/// Ed25519 by an SSH agent: the private key stays in the agent and never enters this process.
package struct AgentSigner: RequestSigner {
    /// A person may have to confirm (`ssh-add -c`).
    private static let signingSeconds = 60
    private static let listingSeconds = 5

    package let publicKey: Ed25519PublicKey
    private let agent: AgentSocket

    /// - Parameter socket: the path in `SSH_AUTH_SOCK`.
    package init(socket: String, publicKey: Ed25519PublicKey) {
        agent = AgentSocket(path: socket)
        self.publicKey = publicKey
    }

    /// Whether the agent holds the key. Blocks for up to 5 s.
    package func check() throws(SigningProblem) {
        let held = try identities()
        if held.contains(publicKey.blob) { return }
        let wanted = publicKey.sshFingerprint
        if held.isEmpty {
            throw SigningProblem(
                "the SSH agent holds no key: \(wanted) was never added, its time is over, or the agent is locked "
                    + "(ssh-add -X)", remedy: ["ssh-add", "-t", "15m", "KEYFILE"])
        }
        let count = held.count == 1 ? "one key" : "\(held.count) keys"
        throw SigningProblem(
            "the SSH agent holds \(count), but not \(wanted): it was never added, or its time is over",
            remedy: ["ssh-add", "-t", "15m", "KEYFILE"])
    }

    package func signature(over payload: [UInt8]) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "grinderctl.ssh-agent").async {
                continuation.resume(with: Result { try signed(payload) })
            }
        }
    }

    private func signed(_ payload: [UInt8]) throws(SigningProblem) -> String {
        let message =
            [AgentWire.signRequest] + AgentWire.string(publicKey.blob) + AgentWire.string(payload)
            + AgentWire.number(0)
        var answer = AgentWire.Reader(try agent.ask(message, seconds: Self.signingSeconds))
        guard let type = answer.byte(), type == AgentWire.signResponse else {
            // It does not say why; whether it still lists the key does.
            try check()
            throw SigningProblem(
                "the SSH agent refused to sign with \(publicKey.sshFingerprint): the confirmation was denied, or no one "
                    + "could be asked for it (ssh-add -c needs ssh-askpass)")
        }
        guard let signature = answer.string().map({ AgentWire.Reader($0) }).flatMap(Self.bytes),
            publicKey.isValid(signature, over: payload)
        else { throw SigningProblem("the SSH agent's signature does not fit \(publicKey.sshFingerprint)") }
        return Data(signature).base64EncodedString()
    }

    private static func bytes(of signature: AgentWire.Reader) -> [UInt8]? {
        var signature = signature
        guard signature.string() == Array("ssh-ed25519".utf8), let bytes = signature.string(), bytes.count == 64 else {
            return nil
        }
        return bytes
    }

    private func identities() throws(SigningProblem) -> [[UInt8]] {
        var answer = AgentWire.Reader(try agent.ask([AgentWire.requestIdentities], seconds: Self.listingSeconds))
        guard answer.byte() == AgentWire.identitiesAnswer, let count = answer.number() else {
            throw SigningProblem("the SSH agent does not list its keys")
        }
        var blobs: [[UInt8]] = []
        for _ in 0..<min(count, 1_000) {
            guard let blob = answer.string(), answer.string() != nil else {
                throw SigningProblem("the SSH agent's list of keys cannot be read")
            }
            blobs.append(blob)
        }
        return blobs
    }
}
