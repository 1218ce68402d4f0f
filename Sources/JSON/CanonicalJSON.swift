/// The one text of a JSON value (RFC 8785, JSON Canonicalization Scheme), for hashing: no white space, members sorted
/// by the UTF-16 code units of their names, the shortest escapes, integers only: prices, quantities and exchange ids are
/// strings exactly as the exchange sent them.
package enum CanonicalJSON {
    /// The largest magnitude an IEEE double holds exactly, hence the largest JSON number every reader agrees on.
    package static let largestInteger: Int64 = (1 << 53) - 1

    /// How deep arrays and objects may nest, both written and read.
    package static let maximumDepth = 64

    /// Throws when a number is no integer or its magnitude is 2^53 or more, or the value nests too deep.
    package static func text(of value: JSONValue) throws(JSONProblem) -> String {
        try JSONWriter.canonicalText(of: value)
    }

    /// Reads a JSON text strictly (RFC 8259, and stricter): integers below 2^53 only, no duplicate keys, no lone
    /// surrogates, nesting at most ``maximumDepth``. White space between tokens is allowed, so a text that parses
    /// need not be canonical: see ``isCanonical(_:)``.
    package static func parse(_ text: String) throws(JSONProblem) -> JSONValue {
        try JSONReader.value(text.utf8, JSONRules(integersOnly: true, maximumDepth: maximumDepth))
    }

    /// Whether a text is exactly what ``text(of:)`` writes for the value it means, byte for byte.
    package static func isCanonical(_ text: String) -> Bool {
        guard let value = try? parse(text), let written = try? self.text(of: value) else { return false }
        // Not `==`, which equates texts that differ in Unicode normalisation.
        return written.utf8.elementsEqual(text.utf8)
    }
}
