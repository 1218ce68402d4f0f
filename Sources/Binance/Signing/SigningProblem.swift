/// Why a key cannot be used, or a request not be signed. Its words hold nothing of the key.
package struct SigningProblem: Error, Sendable, Hashable, CustomStringConvertible {
    package let what: String
    /// A command that mends it, as words for a shell, where there is one.
    package let remedy: [String]

    package init(_ what: String, remedy: [String] = []) {
        self.what = what
        self.remedy = remedy
    }

    package var description: String { what }
}
