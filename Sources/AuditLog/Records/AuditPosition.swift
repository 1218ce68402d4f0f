/// A place in the chain, and by its hash everything before it: `SEQ:HASH`.
package struct AuditPosition: Sendable, Hashable, CustomStringConvertible {
    package let seq: Int64
    /// 64 lower-case hexadecimal digits.
    package let hash: String

    package init(seq: Int64, hash: String) {
        self.seq = seq
        self.hash = hash
    }

    /// Reads what ``description`` writes, and nothing else.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, let seq = Int64(parts[0]), seq >= 1, String(seq) == parts[0] else { return nil }
        let digits = parts[1].utf8
        guard digits.count == 64, digits.allSatisfy({ "0123456789abcdef".utf8.contains($0) }) else { return nil }
        self.init(seq: seq, hash: String(parts[1]))
    }

    package var description: String { "\(seq):\(hash)" }
}
