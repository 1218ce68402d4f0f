import BotEvidence
import TestSupport
import Testing

@Suite struct RedactionTests {
    static let hex = String(repeating: "0eb61600", count: 8)
    static let key = String(repeating: "pqia91ma", count: 8)

    @Test(arguments: [
        (
            "a=1&timestamp=1772971200000&recvWindow=5000&signature=HEX \"HTTP/1.1 200 OK\"",
            "a=1&timestamp=*&recvWindow=5000&signature=* \"HTTP/1.1 200 OK\""
        ),
        ("?timestamp=1772971200000", "?timestamp=*"), ("a%26timestamp%3D1772971200000%26b", "a%26timestamp%3D*%26b"),
        (#"a\u0026timestamp=17\u0026b"#, #"a\u0026timestamp=*\u0026b"#),
        ("timestamp=17 is no query", "timestamp=17 is no query"),
        ("signature=abc%2Bdef%3D%3D&x", "signature=*&x"), ("%26signature%3Dabc%26x", "%26signature%3D*%26x"),
        ("/fapi/v1/listenKey?listenKey=LONG \"HTTP", "/fapi/v1/listenKey?listenKey=* \"HTTP"),
        (#"{"listenKey":"short","x":1}"#, #"{"listenKey":"*","x":1}"#), ("{'listenKey': 'abc'}", "{'listenKey': '*'}"),
        (#"{\"listenKey\": \"abc\"}"#, #"{\"listenKey\": \"*\"}"#), ("listen_key=pqia91ma...", "listen_key=*"),
        ("wss://fstream.binance.com/ws/LONG", "wss://fstream.binance.com/ws/*"), ("/ws/abcdef HTTP", "/ws/* HTTP"),
        ("/ws/btcusdt@bookTicker", "/ws/btcusdt@bookTicker"), ("/stream?streams=LONG", "/stream?streams=*"),
        ("X-MBX-APIKEY: abcdef", "X-MBX-APIKEY: *"), ("-H 'x-mbx-apikey: LONG'", "-H 'x-mbx-apikey: *'"),
        ("{'X-MBX-APIKEY': 'abc'}", "{'X-MBX-APIKEY': '*'}"), ("BINANCE_API_SECRET=abc", "BINANCE_API_SECRET=*"),
        ("bare HEX.", "bare *."), ("LONGLONG", "*"), ("swordfish and swordfish2", "* and *"), ("xyz", "xyz"),
        ("redis://:pa-ss@host:6379/0", "redis://*@host:6379/0"), (#"redis:\/\/u:p@h"#, #"redis:\/\/*@h"#),
        ("https://host/a@b", "https://host/a@b"),
        ("listenKey_created status_code=200", "listenKey_created status_code=200"),
        ("qty=0.010 price=67183.1", "qty=0.010 price=67183.1"), ("\u{1B}[31mred", "\u{1B}[31mred"),
    ])
    func `secrets are taken out and nothing else`(text: String, expected: String) {
        let redaction = Redaction(secrets: ["swordfish", "swordfish2", "xyz", ""])
        let line = text.replacing("HEX", with: Self.hex).replacing("LONG", with: Self.key)
        let shown = expected.replacing("*", with: Redaction.mark)
        #expect(redaction.redact(line) == shown)
        #expect(redaction.redact(shown) == shown)
    }

    @Test(arguments: 0..<30)
    func `no signature is ever left`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let pieces = [
            "signature=", "&", "?", "/ws/", "x", "Z9", " ", "\"", "'", "\\", "%", "%22", "%3D", ":", "=", "é",
            "\u{301}",
            "\r\n", "timestamp=", "listenKey", "X-MBX-APIKEY: ",
        ]
        for _ in 0..<30 {
            let signature = String((0..<64).compactMap { _ in "0123456789abcdef".randomElement(using: &random) })
            var parts = (0..<8).compactMap { _ in pieces.randomElement(using: &random) }
            parts.insert(signature, at: Int.random(in: 0...8, using: &random))
            let redacted = Redaction().redact(parts.joined())
            #expect(!redacted.utf8.contains(signature.utf8), "\(parts)")
            #expect(!redacted.utf8.contains(signature.utf8.dropLast()), "\(parts)")
        }
    }
}

extension Sequence<UInt8> {
    fileprivate func contains(_ part: some Collection<UInt8>) -> Bool {
        let bytes = Array(self)
        return bytes.indices.contains { bytes[$0...].starts(with: part) }
    }
}
