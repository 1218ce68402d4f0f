import BotEvidence
import TestSupport
import Testing

/// The redaction against the regular expressions that say what it does.
@Suite struct RedactionOracleTests {
    private static let pieces = [
        "signature", "Signature", "listenKey", "LISTEN-KEY", "api_key", "X-MBX-APIKEY", "api-secret", "secretKey",
        "secret", "key", "api", "timestamp", "TimeStamp", "u0026", "&amp;", "%26", "%3F", "%3f", "%3D", "%3d", "%3A",
        "%22", "%2B", "%2F", "%2f", "ws", "/ws/", "://", #":\/\/"#, "redis:/", "@", "=", ":", "\"", "'", "\\", " ",
        "\t", "\r\n", "\u{85}", "\u{A0}", "\u{1680}", "\u{2003}", "\u{2028}", "\u{202F}", "\u{205F}", "\u{3000}",
        "\u{200B}", "\u{180E}", "\u{1F}", "\u{1B}", "é", "\u{301}", "😀", "&", "?", "%", ",", ";", ")", "}", "]", "<",
        ">", "-", "_", ".", "/", "1", "1772971200000", "Z9", "a", "btcusdt@bookTicker",
        String(repeating: "a", count: 63), String(repeating: "0B", count: 32), "swordfish",
    ]

    @Test(arguments: 1...20)
    func `what is redacted is what the expressions match`(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let redaction = Redaction(secrets: ["swordfish", "fish"])
        for _ in 0..<40 {
            let count = Int.random(in: 1...14, using: &random)
            let text = (0..<count).compactMap { _ in Self.pieces.randomElement(using: &random) }.joined()
            let (redacted, expected) = (redaction.redact(text), Self.oracle(text))
            #expect(redacted.unicodeScalars.elementsEqual(expected.unicodeScalars), "\(text.debugDescription)")
        }
    }

    private static func oracle(_ text: String) -> String {
        let mark = Redaction.mark
        let assigned =
            #/
            (?i)
            (signature | listen[_\-]?key | api[_\-]?key | api[_\-]?secret | secret[_\-]?key)
            ((?:["'\\]|%22)* \s* (?:=|:|%3D|%3A) \s* (?:["'\\]|%22)*)
            (?:[^\s"'&\\,;\)\}\]<>%] | %2B | %2F | %3D)+
            /#
            .matchingSemantics(.unicodeScalar)
        let time = /(?i)([?&]|%26|%3F|u0026|&amp;)(timestamp(?:=|%3D))[0-9]+/.matchingSemantics(.unicodeScalar)
        let path = /((?:\/|%2F)ws\\?(?:\/|%2F))([A-Za-z0-9_\-]+)(?![A-Za-z0-9_\-@])/.matchingSemantics(.unicodeScalar)
        return text.replacing(/swordfish/.matchingSemantics(.unicodeScalar), with: mark)
            .replacing(#/(:\\?/\\?/)[^\s/@"'\\]+@/#.matchingSemantics(.unicodeScalar)) { "\($0.1)\(mark)@" }
            .replacing(assigned) { "\($0.1)\($0.2)\(mark)" }
            .replacing(time) { "\($0.1)\($0.2)\(mark)" }
            .replacing(path) { "\($0.1)\(mark)" }
            .replacing(/[A-Za-z0-9]{64,}/.matchingSemantics(.unicodeScalar), with: mark)
    }
}
