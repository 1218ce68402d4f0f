import AsyncHTTPClient
import Crypto
import ExchangeSandbox
import Foundation
import NIOCore
import NIOHTTP1
import Testing

@Suite struct KeyTests {
    private static let name = "ed25519" + String(repeating: "K", count: 57)

    @Test func `an Ed25519 key, registered as PEM or as OpenSSH's line, signs in percent-encoded base64`() async throws
    {
        let key = Curve25519.Signing.PrivateKey()
        let raw = key.publicKey.rawRepresentation
        let head = Data([0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00])
        let pem = "-----BEGIN PUBLIC KEY-----\n\((head + raw).base64EncodedString())\n-----END PUBLIC KEY-----\n"
        let blob = Data([0, 0, 0, 11] + Array("ssh-ed25519".utf8) + [0, 0, 0, 32]) + raw
        for text in [pem, "ssh-ed25519 \(blob.base64EncodedString()) comment\n"] {
            let registered = try #require(SandboxKey.ed25519(apiKey: Self.name, publicKey: text))
            try await ask(registered, signing: { try key.signature(for: Data($0.utf8)).base64EncodedString() }) {
                status, code in
                #expect(status == 200, "\(code ?? 0)")
            }
            try await ask(registered, signing: { _ in Data(count: 64).base64EncodedString() }) { _, code in
                #expect(code == -1022)
            }
            try await ask(registered, signing: { _ in String(repeating: "0", count: 64) }) { _, code in
                #expect(code == -1022)
            }
        }
    }

    @Test(arguments: [
        "", "ssh-rsa AAAA", "ssh-ed25519 AAAA", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
    ])
    func `what is no Ed25519 public key is not registered`(text: String) {
        #expect(SandboxKey.ed25519(apiKey: Self.name, publicKey: text) == nil)
    }

    @Test func `a key without the permission reads, and its writes are refused as Binance does`() async throws {
        let secret = "a secret of its own"
        let key = SandboxKey.hmac(apiKey: Self.name, secret: secret, mayTrade: false)
        func sign(_ payload: String) -> String {
            HMAC<SHA256>.authenticationCode(for: Data(payload.utf8), using: SymmetricKey(data: Data(secret.utf8)))
                .map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        }
        try await ask(key, signing: sign) { status, _ in #expect(status == 200) }
        try await ask(key, .DELETE, "/fapi/v1/order", "symbol=BTCUSDT&orderId=1&", signing: sign) { status, code in
            #expect(code == -2015)
            #expect(status == 401)
        }
    }

    private func ask(
        _ key: SandboxKey, _ method: HTTPMethod = .GET, _ path: String = "/fapi/v1/openOrders", _ query: String = "",
        signing sign: (String) throws -> String, _ judge: (Int, Int?) -> Void
    ) async throws {
        let exchange = try await SandboxExchange.start(clock: ManualClock(1_780_000_000_000).clock, keys: [key])
        let payload = query + "timestamp=\(exchange.now)"
        let unreserved = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-._~"))
        let signature = try #require(try sign(payload).addingPercentEncoding(withAllowedCharacters: unreserved))
        var request = HTTPClientRequest(url: "\(exchange.baseURL)\(path)?\(payload)&signature=\(signature)")
        request.method = method
        request.headers.add(name: "X-MBX-APIKEY", value: key.apiKey)
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(900))
        let body = try await response.body.collect(upTo: 1 << 20)
        let object = try? JSONSerialization.jsonObject(with: Data(body.readableBytesView)) as? [String: Any]
        judge(Int(response.status.code), object?["code"] as? Int)
        await exchange.stop()
    }
}
