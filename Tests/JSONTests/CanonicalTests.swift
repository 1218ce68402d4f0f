import JSON
import Testing

struct CanonicalTests {
    @Test(
        arguments: [
            (nil, "null"), (true, "true"), (false, "false"), (0, "0"), (-7, "-7"),
            (9_007_199_254_740_991, "9007199254740991"), (-9_007_199_254_740_991, "-9007199254740991"),
            ("", "\"\""), ([], "[]"), ([:], "{}"), ([1, "a", nil, [true]], #"[1,"a",null,[true]]"#),
            (["b": 1, "a": ["d": nil, "c": []]], #"{"a":{"c":[],"d":null},"b":1}"#),
        ] as [(JSONValue, String)])
    func `a value has one text and the text means the value`(value: JSONValue, text: String) throws {
        #expect(try CanonicalJSON.text(of: value) == text)
        #expect(try CanonicalJSON.parse(text) == value)
        #expect(CanonicalJSON.isCanonical(text))
    }

    /// RFC 8785, 3.2.2.2 and the sample of 3.2.2 without its fractions.
    @Test func `strings are escaped as RFC 8785 does`() throws {
        let value: JSONValue =
            "\u{20AC}$\u{F}\nA'\u{42}\u{22}\u{5C}\\\"/\u{8}\u{C}\r\t\u{7F}\u{2028}\u{1F600}\u{0}\u{1F}"
        let text =
            #""\#u{20AC}$\u000f\nA'B\"\\\\\"/\b\f\r\t"# + "\u{7F}\u{2028}\u{1F600}" + #"\u0000\u001f""#
        let written = try CanonicalJSON.text(of: value)
        #expect(Array(written.utf8) == Array(text.utf8))
        #expect(try CanonicalJSON.parse(written) == value)
    }

    /// RFC 8785, 3.2.3.
    @Test func `members are sorted by UTF-16 code units`() throws {
        let value: JSONValue = [
            "\u{20AC}": "Euro Sign", "\r": "Carriage Return", "\u{FB33}": "Hebrew Letter Dalet With Dagesh",
            "1": "One", "\u{1F600}": "Emoji: Grinning Face", "\u{80}": "Control",
            "\u{F6}": "Latin Small Letter O With Diaeresis",
        ]
        let text =
            #"{"\r":"Carriage Return","1":"One",""# + "\u{80}" + #"":"Control",""# + "\u{F6}"
            + #"":"Latin Small Letter O With Diaeresis",""# + "\u{20AC}" + #"":"Euro Sign",""# + "\u{1F600}"
            + #"":"Emoji: Grinning Face",""# + "\u{FB33}" + #"":"Hebrew Letter Dalet With Dagesh"}"#
        let written = try CanonicalJSON.text(of: value)
        #expect(Array(written.utf8) == Array(text.utf8))
    }

    @Test(arguments: [Int64(1) << 53, -(1 << 53), .max, .min])
    func `an integer of 2^53 or more is not written`(number: Int64) {
        #expect(throws: JSONProblem(.integerOutOfRange)) {
            try CanonicalJSON.text(of: ["deep": [.integer(number)]])
        }
    }

    @Test(
        arguments: [
            ("", "the text ends too early, at byte 0"), ("[1", "the text ends too early, at byte 2"),
            ("{", "the text ends too early, at byte 1"), (#""a"#, "the text ends too early, at byte 2"),
            (#""a\"#, "the text ends too early, at byte 3"), (#""\u12"#, "the text ends too early, at byte 3"),
            (#"{"a""#, "the text ends too early, at byte 4"), (#"{"a":"#, "the text ends too early, at byte 5"),
            ("-", "this is not JSON, at byte 1"), ("nul", "this is not JSON, at byte 0"),
            ("NaN", "this is not JSON, at byte 0"), ("[1,]", "this is not JSON, at byte 3"),
            ("{a:1}", "this is not JSON, at byte 1"), (#"{"a" 1}"#, "this is not JSON, at byte 5"),
            ("'a'", "this is not JSON, at byte 0"), ("+1", "this is not JSON, at byte 0"),
            (".5", "this is not JSON, at byte 0"), ("\u{FEFF}1", "this is not JSON, at byte 0"),
            ("[1-2]", "this is not JSON, at byte 2"), ("1 2", "something follows the value, at byte 2"),
            ("1-2", "something follows the value, at byte 1"), ("{}x", "something follows the value, at byte 2"),
            ("1.0", "a number is not an integer in its shortest form, at byte 1"),
            ("-.5", "a number is not an integer in its shortest form, at byte 1"),
            ("1e3", "a number is not an integer in its shortest form, at byte 1"),
            ("[01]", "a number is not an integer in its shortest form, at byte 1"),
            ("-0", "a number is not an integer in its shortest form, at byte 0"),
            (" 9007199254740992", "an integer's magnitude is 2^53 or more, at byte 1"),
            ("-9007199254740992", "an integer's magnitude is 2^53 or more, at byte 0"),
            ("99999999999999999999", "an integer's magnitude is 2^53 or more, at byte 0"),
            (#"{"a":1,"a":1}"#, "an object has the same key twice, at byte 7"),
            (#"{"a":1,"\u0061":2}"#, "an object has the same key twice, at byte 7"),
            ("{\"\u{E9}\":1,\"e\u{301}\":2}", "an object has the same key twice, at byte 8"),
            (#""\ud83d""#, "an escape is half of a surrogate pair, at byte 7"),
            (#""\ude00""#, "an escape is half of a surrogate pair, at byte 7"),
            (#""\ud83d\u0041""#, "an escape is half of a surrogate pair, at byte 13"),
            (#""\ud83dx""#, "an escape is half of a surrogate pair, at byte 7"),
            (#""\x41""#, "a string has an escape JSON does not know, at byte 3"),
            (#""\u00g0""#, "a string has an escape JSON does not know, at byte 3"),
            ("\"\n\"", "a string has an unescaped control character, at byte 1"),
        ])
    func `what is not strictly JSON of ours is refused`(text: String, words: String) {
        let error = #expect(throws: JSONProblem.self) { try CanonicalJSON.parse(text) }
        #expect("\(error.map(\.description) ?? "")" == words)
        #expect(!CanonicalJSON.isCanonical(text))
    }

    @Test(arguments: [
        #"{"b":1,"a":2}"#, #"{ "a":1}"#, #"{"a":1} "#, #""\u0041""#, #""\/""#, #""\u000A""#, #""\u001F""#, "1.0", "",
    ])
    func `another text of the same value is not canonical`(text: String) {
        #expect(!CanonicalJSON.isCanonical(text))
    }

    @Test func `nesting has a limit, written and read`() throws {
        func nested(_ depth: Int) -> JSONValue { (0..<depth).reduce([]) { inner, _ in .array([inner]) } }
        let deepest = try CanonicalJSON.text(of: nested(CanonicalJSON.maximumDepth))
        #expect(CanonicalJSON.isCanonical(deepest))
        #expect(throws: JSONProblem(.tooDeep)) {
            try CanonicalJSON.text(of: nested(CanonicalJSON.maximumDepth + 1))
        }
        let bomb = String(repeating: "[", count: 100_000)
        let error = #expect(throws: JSONProblem.self) { try CanonicalJSON.parse(bomb) }
        #expect(error?.reason == .tooDeep)
    }

    @Test func `an escaped surrogate pair is one character`() throws {
        #expect(try CanonicalJSON.parse(#""\ud83d\uDE00""#) == "\u{1F600}")
    }
}
