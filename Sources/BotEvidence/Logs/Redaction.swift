/// Takes secrets out of text before anything else sees it: signatures, the `timestamp` of signed URLs, listenKeys, API
/// keys, and the secrets it was told. Control characters stay: the console makes them visible.
package struct Redaction: Sendable {
    package static let mark = "<redacted>"
    private let secrets: [String]

    /// `secrets` shorter than four characters are not looked for: they would be found in any text.
    package init(secrets: [String] = []) {
        self.secrets = secrets.filter { $0.unicodeScalars.count >= 4 }.sorted { $0.utf8.count > $1.utf8.count }
    }

    package func redact(_ text: String) -> String {
        var text = secrets.reduce(text) { $0.replacing($1, with: Self.mark) }
        text = Self.withoutURLCredentials(text)
        text = Self.withoutNamedValues(text)
        text = Self.withoutSigningTimes(text)
        text = Self.withoutStreamKeys(text)
        return Self.withoutLongKeys(text)
    }

    /// `redis://:password@host`; an `@` behind the host stays.
    private static func withoutURLCredentials(_ text: String) -> String {
        let credentials = #/(:\\?/\\?/)[^\s/@"'\\]+@/#.matchingSemantics(.unicodeScalar)
        return rewriting(text, from: ASCIISearch.first(of: [":/", ":\\"], in: text)) { rest in
            rest.replacing(credentials) { "\($0.1)\(mark)@" }
        }
    }

    /// `signature=…`, `listenKey: "…"`, `X-MBX-APIKEY: …`, also percent-encoded and within JSON strings.
    private static func withoutNamedValues(_ text: String) -> String {
        let assigned =
            #/
            (?i)
            (signature | listen[_\-]?key | api[_\-]?key | api[_\-]?secret | secret[_\-]?key)
            ((?:["'\\]|%22)* \s* (?:=|:|%3D|%3A) \s* (?:["'\\]|%22)*)
            (?:[^\s"'&\\,;\)\}\]<>%] | %2B | %2F | %3D)+
            /#
            .matchingSemantics(.unicodeScalar)
        let start = ASCIISearch.first(of: ["signature", "listen", "api", "secret"], in: text)
        return rewriting(text, from: start) { rest in
            rest.replacing(assigned) { "\($0.1)\($0.2)\(mark)" }
        }
    }

    /// The time a request was signed at, in its query: with it and a signature a request could be sent again.
    private static func withoutSigningTimes(_ text: String) -> String {
        let time = /(?i)([?&]|%26|%3F|u0026|&amp;)(timestamp(?:=|%3D))[0-9]+/.matchingSemantics(.unicodeScalar)
        // What stands before the word belongs to the match.
        let start = ASCIISearch.first(of: ["timestamp"], in: text).map { max(0, $0 - 5) }
        return rewriting(text, from: start) { rest in
            rest.replacing(time) { "\($0.1)\($0.2)\(mark)" }
        }
    }

    /// `/ws/<listenKey>`; a market stream's name (`/ws/btcusdt@bookTicker`) stays.
    private static func withoutStreamKeys(_ text: String) -> String {
        let path = /((?:\/|%2F)ws\\?(?:\/|%2F))([A-Za-z0-9_\-]+)(?![A-Za-z0-9_\-@])/.matchingSemantics(.unicodeScalar)
        let start = ASCIISearch.first(of: ["/ws", "%2fws"], in: text)
        return rewriting(text, from: start) { rest in
            rest.replacing(path) { "\($0.1)\(mark)" }
        }
    }

    /// Signatures are 64 hex digits; API keys, secrets and listenKeys 64 letters and digits.
    private static func withoutLongKeys(_ text: String) -> String {
        let key = /[A-Za-z0-9]{64,}/.matchingSemantics(.unicodeScalar)
        return rewriting(text, from: ASCIISearch.firstRun(ofAlphanumerics: 64, in: text)) { rest in
            rest.replacing(key, with: mark)
        }
    }

    /// Matching costs a microsecond and more a character: it begins where a match may begin, and mostly nowhere.
    private static func rewriting(_ text: String, from offset: Int?, _ rewrite: (Substring) -> Substring) -> String {
        guard let offset else { return text }
        let bytes = text.utf8
        var start = bytes.index(bytes.startIndex, offsetBy: offset)
        while start > bytes.startIndex, bytes[start] & 0xC0 == 0x80 { start = bytes.index(before: start) }
        return String(text[..<start]) + rewrite(text[start...])
    }
}
