import JSON
import Testing

struct ReaderTests {
    @Test(
        arguments: [
            ("0", .integer(0)), ("-7", -7), ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .number("9223372036854775808")),
            ("-0", .number("-0")), ("1.0", .number("1.0")), ("12.50e+3", .number("12.50e+3")),
            ("1E-05", .number("1E-05")), (#""\ud83d\uDE00\/""#, "\u{1F600}/"), ("[ ]", []), (" {} ", [:]),
            (#"{"b":[null,true,false],"a":{"c":"d"}}"#, ["b": [nil, true, false], "a": ["c": "d"]]),
        ] as [(String, JSONValue)])
    func `a value is read as it is written`(text: String, value: JSONValue) throws {
        #expect(try JSONReader.value(text.utf8) == value)
    }

    @Test(arguments: ["01", "1.", ".5", "-", "+1", "1e", "1e+", "--1", "1-2", "0x10", "1.5.2", "e5", "Infinity", "NaN"])
    func `what is no number of JSON is refused`(text: String) {
        #expect(throws: JSONProblem.self) { try JSONReader.value(text.utf8) }
        #expect(throws: JSONProblem.self) { try JSONReader.values(Array(text.utf8)) }
    }

    @Test func `a number is one where the expression of the standard matches`() {
        let pieces = Array("001259.-+eE")
        for number in 0..<20_000 {
            var rest = number &* 2_654_435_761 & 0xFFFF_FFFF
            var text = ""
            while rest > 0, text.count < 7 {
                text.append(pieces[rest % pieces.count])
                rest /= pieces.count
            }
            let isNumber = text.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+\-]?[0-9]+)?/) != nil
            #expect((try? JSONReader.value(text.utf8))?.numberText == (isNumber ? text : nil), "\(text)")
        }
    }

    @Test(
        arguments: [
            ("", .value, 1, true), ("\n\n[1,\n", .value, 4, true), ("[1,\n2\n", .arrayEnd, 3, true),
            ("{\n1:2}", .name, 2, false), ("{\n\"a\"\n1}", .colon(after: "a"), 3, false),
            ("{\"a\":1\n\"b\":2}", .objectEnd, 2, false), ("\n\"a", .openString, 2, true),
            ("\n\"a\nb\"", .controlCharacter, 2, false), (#""\q""#, .escape, 1, false),
            (#""\u12G4""#, .unicodeEscape, 1, false), (#""\ud800""#, .loneSurrogate, 1, false),
            ("{\"a\":1,\n\"a\":\n2}", .repeatedName, 3, false), ("1\n2", .trailing, 2, false),
            ("tru", .value, 1, false), ("// no\n1", .value, 1, false), ("[1 /* no */]", .arrayEnd, 1, false),
            ("1\u{B}", .trailing, 1, false),
        ] as [(String, JSONProblem.Reason, Int, Bool)])
    func `a problem says what is wrong and on which line`(
        text: String, reason: JSONProblem.Reason, line: Int, isAtEnd: Bool
    ) {
        let problem = #expect(throws: JSONProblem.self) { try JSONReader.value(text.utf8) }
        #expect(problem?.reason == reason)
        #expect(problem?.line == line)
        #expect(problem?.isAtEnd == isAtEnd)
    }

    @Test func `bytes that are no UTF-8 are refused, in a string and outside`() {
        let inside = #expect(throws: JSONProblem.self) { try JSONReader.value([0x22, 0xC3, 0x28, 0x22]) }
        #expect(inside?.reason == .notUTF8)
        let escaped = #expect(throws: JSONProblem.self) { try JSONReader.value([0x22, 0x5C, 0x6E, 0xFF, 0x22]) }
        #expect(escaped?.reason == .notUTF8)
        #expect(throws: JSONProblem.self) { try JSONReader.value([0xFF]) }
    }

    @Test func `the last of a repeated name counts where it is allowed, in the place of the first`() throws {
        let text = #"{"a":1,"b":2,"a":3}"#
        let value = try JSONReader.value(text.utf8, JSONRules(refusesRepeatedNames: false))
        #expect(value.compactText == #"{"a":3,"b":2}"#)
        #expect(throws: JSONProblem.self) { try JSONReader.value(text.utf8) }
    }

    @Test func `a byte order mark is skipped only where it is allowed`() throws {
        let text = Array("\u{FEFF}1".utf8)
        #expect(try JSONReader.value(text, JSONRules(allowsByteOrderMark: true)) == 1)
        #expect(throws: JSONProblem.self) { try JSONReader.value(text) }
        #expect(throws: JSONProblem.self) {
            try JSONReader.value(Array("1\u{FEFF}".utf8), JSONRules(allowsByteOrderMark: true))
        }
    }

    @Test func `a string has control characters only where that is allowed, and lines are still counted`() throws {
        let text = Array("[\"a\tb\nc\u{0}\",\n?".utf8)
        let allowed = #expect(throws: JSONProblem.self) {
            try JSONReader.value(text, JSONRules(allowsControlCharacters: true))
        }
        #expect(allowed?.reason == .value && allowed?.line == 3)
        let refused = #expect(throws: JSONProblem.self) { try JSONReader.value(text) }
        #expect(refused?.reason == .controlCharacter && refused?.line == 1)
        #expect(
            try JSONReader.value(Array("\"a\tb\"".utf8), JSONRules(allowsControlCharacters: true)) == "a\tb")
    }

    @Test(arguments: ["[1,]", "[1, \n]", "{\"a\":1,}", "{\"a\":[1,],\t}"])
    func `a comma behind the last is passed over only where that is allowed`(text: String) throws {
        let value = try JSONReader.value(text.utf8, JSONRules(allowsTrailingComma: true))
        #expect(value == (text.first == "[" ? [1] : ["a": text.contains("[") ? [1] : 1]))
        #expect(throws: JSONProblem.self) { try JSONReader.value(text.utf8) }
        #expect(throws: JSONProblem.self) { try CanonicalJSON.parse(text) }
    }

    @Test(arguments: ["[,]", "{,}", "[1,,]", "[1,,2]", "{\"a\":1,,}", "[1,", "{\"a\":1,", "[1,}", "{\"a\":1,]", "1,"])
    func `one comma too many stays one`(text: String) {
        #expect(throws: JSONProblem.self) { try JSONReader.value(text.utf8, JSONRules(allowsTrailingComma: true)) }
    }

    @Test(arguments: [0, 1, 63, 512])
    func `a value lies in no more arrays and objects than allowed`(limit: Int) throws {
        func nested(_ depth: Int) -> [UInt8] {
            Array((String(repeating: "[", count: depth) + "1" + String(repeating: "]", count: depth)).utf8)
        }
        _ = try JSONReader.value(nested(limit), JSONRules(maximumDepth: limit))
        let problem = #expect(throws: JSONProblem.self) {
            try JSONReader.value(nested(limit + 1), JSONRules(maximumDepth: limit))
        }
        #expect(problem?.reason == .tooDeep)
    }

    @Test(arguments: [
        ("", []), ("{}\n\n{\n}\n[1]", [1, 3, 5]), ("1 2\n3", [1, 1, 2]), ("{}{}", [1, 1]), ("[]", []),
        ("\n[1,\n\n[2],\n3]", [2, 4, 5]), ("[1]\n[2]", [1, 2]), ("[\n[\n1]]", [2]),
    ])
    func `rows are the elements of the one array, or all values, each with its line`(text: String, lines: [Int]) throws
    {
        #expect(try JSONReader.rows(Array(text.utf8)).map(\.line) == lines)
    }
}
