import ExchangeSandbox
import Foundation
import JSON

/// The keys a sandbox knows beside its own, and how its first line names them.
struct SandboxGuestKeys {
    let keys: [SandboxKey]
    let names: [(String, JSONValue)]

    init(publicKeyFiles: [String], readOnlyKey: Bool) throws(CommandError) {
        var keys: [SandboxKey] = []
        var registered: [JSONValue] = []
        for (index, file) in publicKeyFiles.enumerated() {
            let path = try GivenFiles.path(file, "the public key")
            guard let data = FileManager.default.contents(atPath: path) else {
                throw CommandError(.inputMissing, "can't read the public key \(file)")
            }
            let name = Self.padded("sandboxEd25519Key\(index + 1)x")
            guard let key = SandboxKey.ed25519(apiKey: name, publicKey: String(decoding: data, as: UTF8.self)) else {
                throw CommandError(.badData, "\(file) doesn't contain an Ed25519 public key (PEM or ssh-ed25519)")
            }
            keys.append(key)
            registered.append(.object([("apiKey", .string(name)), ("publicKey", .string(file))]))
        }
        var names: [(String, JSONValue)] = registered.isEmpty ? [] : [("publicKeys", .array(registered))]
        if readOnlyKey {
            let (name, secret) = (Self.padded("sandboxReadOnlyKey"), Self.padded("sandboxReadOnlySecret"))
            keys.append(.hmac(apiKey: name, secret: secret, mayTrade: false))
            names.append(("readOnly", .object([("apiKey", .string(name)), ("apiSecret", .string(secret))])))
        }
        self.keys = keys
        self.names = names
    }

    /// 64 characters, as the exchange's own have.
    private static func padded(_ name: String) -> String {
        name + String(repeating: "0", count: max(0, 64 - name.utf8.count))
    }
}
