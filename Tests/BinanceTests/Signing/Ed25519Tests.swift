import Foundation
import Testing

@testable import Binance

@Suite struct Ed25519Tests {
    /// RFC 8032, test 1, as PKCS#8.
    private static let seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"
    private static let pkcs8 = "302e020100300506032b657004220420" + seed
    private static let publicKey = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"

    @Test(arguments: [
        (
            "timestamp=1578963600000",
            "IFUJfWrinN9pavKrvallDF1C/oeXul/MpDF2HZCwz96MmjfaOjc6RTcz4oqHalqyrXoxBTJNpWV/8G+KigXUDQ=="
        ),
        (
            "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000"
                + "&timestamp=1499827319559",
            "3fhuDZ9nYMviDQ5OEtJBJS11jUZDTRzRQ+TQMarm+LErFiJvUiVPQjTzDoWZQe4miPX+yHk1v/Z7TWLYjIbmCA=="
        ),
        (
            "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC&recvWindow=5000"
                + "&timestamp=1591702613943",
            "ATEuJPvzWUFs0d1x9FwudUJsSfMMWR+bkdrxtbOYgFkZj36Ol/vwKDGm9UWtKuq0mtnSTOQruQAwFvR128PaDg=="
        ),
    ])
    func `signs as a base64 of 64 bytes, from DER and from PEM`(payload: String, signature: String) throws {
        let der = Self.bytes(Self.pkcs8)
        for file in [der, Array(Self.pem("PRIVATE KEY", der).utf8)] {
            let signer = try Ed25519Signer(pkcs8: file)
            #expect(signer.publicKey.raw == Self.bytes(Self.publicKey))
            let made = try signer.signature(over: Array(payload.utf8))
            #expect(made == signature)
            #expect(
                signer.publicKey.isValid(Array(Data(base64Encoded: signature) ?? Data()), over: Array(payload.utf8)))
            #expect(!signer.publicKey.isValid(Array(Data(base64Encoded: signature) ?? Data()), over: Array("x".utf8)))
        }
    }

    @Test func `a key with its public half beside it, as newer tools write it, is read too`() throws {
        // RFC 8410, section 10.3: version 1, an attribute and the public key.
        let text = """
            -----BEGIN PRIVATE KEY-----
            MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
            Z9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PRIVATE KEY-----
            """
        let signer = try Ed25519Signer(pkcs8: Array(text.utf8))
        let publicKey = "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1"
        #expect(signer.publicKey.raw == Self.bytes(publicKey))
    }

    @Test(arguments: [
        ("ENCRYPTED PRIVATE KEY", "passphrase"), ("OPENSSH PRIVATE KEY", "ssh-add"), ("PUBLIC KEY", "public"),
        ("RSA PRIVATE KEY", "RSA PRIVATE KEY"), ("EC PRIVATE KEY", "EC PRIVATE KEY"),
    ])
    func `another kind of file is refused with what to do instead`(label: String, word: String) throws {
        let file = Array(Self.pem(label, Self.bytes(Self.pkcs8)).utf8)
        let problem = try #require(throws: SigningProblem.self) { try Ed25519Signer(pkcs8: file) }
        #expect(problem.what.contains(word))
    }

    @Test func `a file cut anywhere, lengthened, or with a bit changed in its frame is refused`() throws {
        let der = Self.bytes(Self.pkcs8)
        for count in 0..<der.count {
            #expect(throws: SigningProblem.self, "\(count) bytes") {
                try Ed25519Signer(pkcs8: Array(der.prefix(count)))
            }
        }
        #expect(throws: SigningProblem.self) { try Ed25519Signer(pkcs8: der + [0]) }
        for index in 0..<16 where index != 4 {
            var changed = der
            changed[index] ^= 0x40
            #expect(throws: SigningProblem.self, "byte \(index)") { try Ed25519Signer(pkcs8: changed) }
        }
    }

    @Test func `the signer shows nothing of the key, and names what must not be found`() throws {
        let signer = try Ed25519Signer(pkcs8: Self.bytes(Self.pkcs8))
        var dumped = "\(signer) \(String(reflecting: signer))"
        dump(Credentials(apiKey: "k", signer: signer), to: &dumped)
        dump(signer, to: &dumped)
        #expect(signer.forbidden.contains(Self.seed))
        #expect(signer.forbidden.contains(Data(Self.bytes(Self.pkcs8)).base64EncodedString()))
        for mark in signer.forbidden { #expect(!dumped.contains(mark)) }
    }

    @Test func `a public key is told as ssh-add and as openssl tell it`() throws {
        let line = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea rfc8032"
        let key = try Ed25519PublicKey(openSSH: line)
        #expect(key.raw == Self.bytes(Self.publicKey))
        // ssh-keygen -lf
        #expect(key.sshFingerprint == "SHA256:bbXpuKG6zhzdmnxq256TlqzFBzRl2f6OOg722cYNbU8")
        let der = Self.bytes("302a300506032b6570032100" + Self.publicKey)
        #expect(key.pem == Self.pem("PUBLIC KEY", der))
    }

    @Test(arguments: [
        ("sk-ssh-ed25519@openssh.com AAAAGnNrLXNzaC1lZDI1NTE5", "counter"),
        ("sk-ecdsa-sha2-nistp256@openssh.com AAAA", "counter"), ("ssh-rsa AAAAB3NzaC1yc2E", "ssh-rsa"),
        ("ssh-ed25519", "AAAA…"), ("ssh-ed25519 AAAA", "no whole"), ("", "AAAA…"),
        ("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3Bw==", "no whole"),
    ])
    func `a public key that cannot sign here is refused with the reason`(line: String, word: String) throws {
        let problem = try #require(throws: SigningProblem.self) { try Ed25519PublicKey(openSSH: line) }
        #expect(problem.what.contains(word))
    }

    static func bytes(_ hex: String) -> [UInt8] {
        let digits = Array(hex)
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(digits[$0...$0 + 1]), radix: 16) }
    }

    private static func pem(_ label: String, _ der: [UInt8]) -> String {
        "-----BEGIN \(label)-----\n\(Data(der).base64EncodedString())\n-----END \(label)-----\n"
    }
}
