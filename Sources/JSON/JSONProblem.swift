/// Why a text is no JSON value by its reader's rules, or a value has no canonical text.
package struct JSONProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Reason: Sendable, Hashable {
        /// What was expected and is not there.
        case value, name, objectEnd, arrayEnd, number
        case colon(after: String)
        /// A string does not end.
        case openString
        case controlCharacter, notUTF8
        /// Not one of those JSON knows, or not four hexadecimal digits.
        case escape, unicodeEscape
        case loneSurrogate
        case repeatedName
        case tooDeep
        case trailing
        /// Where only integers are allowed.
        case notAnInteger, integerOutOfRange
    }

    package let reason: Reason
    /// The byte of the text where it was noticed; `nil` when writing.
    package let offset: Int?
    /// From 1; `nil` when writing.
    package let line: Int?
    /// The text ended where more was expected.
    package let isAtEnd: Bool

    package init(_ reason: Reason, at offset: Int? = nil, line: Int? = nil, isAtEnd: Bool = false) {
        self.reason = reason
        self.offset = offset
        self.line = line
        self.isAtEnd = isAtEnd
    }

    /// `this is not JSON, at byte 12`
    package var description: String { offset.map { "\(words), at byte \($0)" } ?? words }

    private var words: String {
        if isAtEnd { return "the text ends too early" }
        return switch reason {
        case .value, .name, .objectEnd, .arrayEnd, .number, .colon, .openString: "this is not JSON"
        case .controlCharacter: "a string has an unescaped control character"
        case .notUTF8: "a string is not UTF-8"
        case .escape, .unicodeEscape: "a string has an escape JSON does not know"
        case .loneSurrogate: "an escape is half of a surrogate pair"
        case .repeatedName: "an object has the same key twice"
        case .tooDeep: "arrays and objects nest deeper than 64"
        case .trailing: "something follows the value"
        case .notAnInteger: "a number is not an integer in its shortest form"
        case .integerOutOfRange: "an integer's magnitude is 2^53 or more"
        }
    }
}
