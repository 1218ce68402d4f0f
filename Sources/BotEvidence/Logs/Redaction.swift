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
        return text.replacing(credentials) { "\($0.1)\(mark)@" }
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
        return text.replacing(assigned) { "\($0.1)\($0.2)\(mark)" }
    }

    /// The time a request was signed at, in its query: with it and a signature a request could be sent again.
    private static func withoutSigningTimes(_ text: String) -> String {
        let time = /(?i)([?&]|%26|%3F|u0026|&amp;)(timestamp(?:=|%3D))[0-9]+/.matchingSemantics(.unicodeScalar)
        return text.replacing(time) { "\($0.1)\($0.2)\(mark)" }
    }

    /// `/ws/<listenKey>`; a market stream's name (`/ws/btcusdt@bookTicker`) stays.
    private static func withoutStreamKeys(_ text: String) -> String {
        let path = /((?:\/|%2F)ws\\?(?:\/|%2F))([A-Za-z0-9_\-]+)(?![A-Za-z0-9_\-@])/.matchingSemantics(.unicodeScalar)
        return text.replacing(path) { "\($0.1)\(mark)" }
    }

    /// Signatures are 64 hex digits; API keys, secrets and listenKeys 64 letters and digits.
    private static func withoutLongKeys(_ text: String) -> String {
        let key = /[A-Za-z0-9]{64,}/.matchingSemantics(.unicodeScalar)
        return text.replacing(key, with: mark)
    }
}
