import TriageCore

/// Takes secrets out of text before anything else sees it: signatures, the `timestamp` of signed URLs, listenKeys, API
/// keys, and the secrets it was told. Control characters stay: the console makes them visible.
package struct Redaction: Sendable {
    package static let mark = "<redacted>"
    private let secrets: [[UInt8]]

    /// `secrets` shorter than four characters are not looked for: they would be found in any text.
    package init(secrets: [String] = []) {
        self.secrets = secrets.filter { $0.unicodeScalars.count >= 4 }.map { Array($0.utf8) }
            .sorted { $0.count > $1.count }
    }

    package func redact(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let withoutTold = secrets.reduce(bytes) { text, secret in
            Self.rewritten(text) { text, position in
                guard text[position] == secret[0], text[position...].starts(with: secret) else { return nil }
                return position..<(position + secret.count)
            }
        }
        let rewritten = SecretForm.all.reduce(withoutTold) { Self.rewritten($0, finder: $1) }
        return rewritten == bytes ? text : String(bytes: rewritten)
    }

    /// With the mark in place of what `finder` finds, asked at each position from left to right.
    private static func rewritten(_ text: [UInt8], finder: SecretForm.Finder) -> [UInt8] {
        var result: [UInt8] = []
        var copied = 0
        var position = 0
        while position < text.count {
            guard let range = finder(text, position) else {
                position += 1
                continue
            }
            result += text[copied..<range.lowerBound]
            result += mark.utf8
            copied = range.upperBound
            position = range.upperBound
        }
        guard copied > 0 else { return text }
        return result + text[copied...]
    }
}

extension LogMeaning {
    /// Texts out of the line, without what the line must not show.
    func redacted(_ redaction: Redaction) -> LogMeaning {
        switch self {
        case .placementError(let code, let message, let isFinal):
            .placementError(code: code, message: redaction.redact(message), isFinal: isFinal)
        case .request(let method, let path, let status):
            .request(method: redaction.redact(method), path: redaction.redact(path), status: status)
        case .mismatch(let kind, let plan): .mismatch(kind, plan: plan.map(redaction.redact))
        case .stream, .highAvailability, .killSwitch, .event, .other: self
        }
    }
}

/// The forms in which a log shows a secret, read byte by byte: a regular expression is compiled anew at each use, which
/// took a thousand times as long as reading the line. The tests compare them with the expressions quoted here.
///
/// Each says which part of the match that begins at a position is secret; `nil`: none begins there. Letters beyond ASCII
/// have no case here.
enum SecretForm {
    typealias Finder = @Sendable (_ text: [UInt8], _ position: Int) -> Range<Int>?

    /// In the order in which they are applied.
    static let all: [Finder] = [urlCredentials, namedValue, signingTime, streamKey, longKey]

    /// `redis://:password@host`; an `@` behind the host stays. `(:\\?/\\?/)[^\s/@"'\\]+@`
    @Sendable private static func urlCredentials(_ text: [UInt8], _ position: Int) -> Range<Int>? {
        guard text[position] == UInt8(ascii: ":") else { return nil }
        var cursor = ByteCursor(text, at: position + 1)
        _ = cursor.accept("\\")
        guard cursor.accept("/") else { return nil }
        _ = cursor.accept("\\")
        guard cursor.accept("/") else { return nil }
        let start = cursor.position
        while let byte = cursor.peek, byte != UInt8(ascii: "/"), byte != UInt8(ascii: "@"), !isQuote(byte),
            whiteSpace(text, cursor.position) == 0
        {
            cursor.position += 1
        }
        return cursor.position > start && cursor.peek == UInt8(ascii: "@") ? start..<cursor.position : nil
    }

    /// `signature=…`, `listenKey: "…"`, `X-MBX-APIKEY: …`, also percent-encoded and within JSON strings.
    /// `NAME (?:["'\\]|%22)* \s* (?:=|:|%3D|%3A) \s* (?:["'\\]|%22)* (?:[^\s"'&\\,;)}\]<>%]|%2B|%2F|%3D)+`
    @Sendable private static func namedValue(_ text: [UInt8], _ position: Int) -> Range<Int>? {
        var cursor = ByteCursor(text, at: position)
        guard acceptName(&cursor) else { return nil }
        skipQuotes(&cursor)
        skipWhiteSpace(&cursor)
        guard cursor.accept("=") || cursor.accept(":") || cursor.acceptAnyCase("%3d") || cursor.acceptAnyCase("%3a")
        else { return nil }
        skipWhiteSpace(&cursor)
        skipQuotes(&cursor)
        let start = cursor.position
        while let byte = cursor.peek {
            if isValueByte(byte), whiteSpace(text, cursor.position) == 0 {
                cursor.position += 1
            } else if !cursor.acceptAnyCase("%2b"), !cursor.acceptAnyCase("%2f"), !cursor.acceptAnyCase("%3d") {
                break
            }
        }
        return cursor.position > start ? start..<cursor.position : nil
    }

    /// The time a request was signed at, in its query: with it and a signature a request could be sent again.
    /// `([?&]|%26|%3F|u0026|&amp;)(timestamp(?:=|%3D))[0-9]+`
    @Sendable private static func signingTime(_ text: [UInt8], _ position: Int) -> Range<Int>? {
        guard text[position] | 0x20 == UInt8(ascii: "t") else { return nil }
        var cursor = ByteCursor(text, at: position)
        guard cursor.acceptAnyCase("timestamp"), cursor.accept("=") || cursor.acceptAnyCase("%3d"),
            ["?", "&", "%26", "%3f", "u0026", "&amp;"].contains(where: { isBefore($0, text, position) })
        else { return nil }
        let digits = cursor.run(ByteCursor.isDigit)
        return digits.isEmpty ? nil : digits.indices
    }

    /// `/ws/<listenKey>`; a market stream's name (`/ws/btcusdt@bookTicker`) stays.
    /// `((?:/|%2F)ws\\?(?:/|%2F))([A-Za-z0-9_\-]+)(?![A-Za-z0-9_\-@])`
    @Sendable private static func streamKey(_ text: [UInt8], _ position: Int) -> Range<Int>? {
        guard text[position] == UInt8(ascii: "/") || text[position] == UInt8(ascii: "%") else { return nil }
        var cursor = ByteCursor(text, at: position)
        guard cursor.accept("/") || cursor.acceptWord("%2F"), cursor.acceptWord("ws") else { return nil }
        _ = cursor.accept("\\")
        guard cursor.accept("/") || cursor.acceptWord("%2F") else { return nil }
        let key = cursor.run { ByteCursor.isWord($0) || $0 == UInt8(ascii: "-") }
        return key.isEmpty || cursor.peek == UInt8(ascii: "@") ? nil : key.indices
    }

    /// Signatures are 64 hex digits; API keys, secrets and listenKeys 64 letters and digits. `[A-Za-z0-9]{64,}`
    @Sendable private static func longKey(_ text: [UInt8], _ position: Int) -> Range<Int>? {
        // The last byte of a run that is long enough is looked at first: mostly it is no letter.
        guard position + 63 < text.count, isAlphanumeric(text[position + 63]), isAlphanumeric(text[position]) else {
            return nil
        }
        let end = text[position...].firstIndex { !isAlphanumeric($0) } ?? text.count
        return end - position >= 64 ? position..<end : nil
    }
}

extension SecretForm {
    /// `(?i) signature | listen[_\-]?key | api[_\-]?key | api[_\-]?secret | secret[_\-]?key`
    private static func acceptName(_ cursor: inout ByteCursor) -> Bool {
        switch (cursor.peek ?? 0) | 0x20 {
        case UInt8(ascii: "s"):
            return cursor.acceptAnyCase("signature") || cursor.acceptAnyCase("secret") && acceptEnd("key", &cursor)
        case UInt8(ascii: "l"): return cursor.acceptAnyCase("listen") && acceptEnd("key", &cursor)
        case UInt8(ascii: "a"):
            return cursor.acceptAnyCase("api") && (acceptEnd("key", &cursor) || acceptEnd("secret", &cursor))
        default: return false
        }
    }

    private static func acceptEnd(_ word: StaticString, _ cursor: inout ByteCursor) -> Bool {
        cursor.attempt { cursor in
            _ = cursor.accept("_") || cursor.accept("-")
            return cursor.acceptAnyCase(word) ? true : nil
        } ?? false
    }

    private static func skipQuotes(_ cursor: inout ByteCursor) {
        while let byte = cursor.peek {
            if isQuote(byte) { cursor.position += 1 } else if !cursor.acceptWord("%22") { return }
        }
    }

    private static func skipWhiteSpace(_ cursor: inout ByteCursor) {
        while cursor.peek != nil {
            let length = whiteSpace(cursor.bytes, cursor.position)
            if length == 0 { return }
            cursor.position += length
        }
    }

    private static func isBefore(_ word: StaticString, _ text: [UInt8], _ position: Int) -> Bool {
        guard position >= word.utf8CodeUnitCount else { return false }
        var cursor = ByteCursor(text, at: position - word.utf8CodeUnitCount)
        return cursor.acceptAnyCase(word)
    }

    private static func isQuote(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\\")
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        ByteCursor.isWord(byte) && byte != UInt8(ascii: "_")
    }

    /// Of a secret; white space is none either.
    private static func isValueByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "&"), UInt8(ascii: "\\"), UInt8(ascii: ","),
            UInt8(ascii: ";"), UInt8(ascii: ")"), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "<"),
            UInt8(ascii: ">"), UInt8(ascii: "%"):
            false
        default: true
        }
    }

    /// The length of the white space (Unicode's `White_Space`) at a position; 0: there is none.
    private static func whiteSpace(_ text: [UInt8], _ position: Int) -> Int {
        switch text[position] {
        case 0x09...0x0D, 0x20: return 1
        case 0xC2:
            guard position + 1 < text.count else { return 0 }
            return text[position + 1] == 0x85 || text[position + 1] == 0xA0 ? 2 : 0
        case 0xE1...0xE3:
            guard position + 2 < text.count else { return 0 }
            switch (text[position], text[position + 1], text[position + 2]) {
            case (0xE1, 0x9A, 0x80), (0xE2, 0x80, 0x80...0x8A), (0xE2, 0x80, 0xA8...0xA9), (0xE2, 0x80, 0xAF),
                (0xE2, 0x81, 0x9F), (0xE3, 0x80, 0x80):
                return 3
            default: return 0
            }
        default: return 0
        }
    }
}
