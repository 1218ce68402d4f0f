/// Text broken at spaces, its further lines indented below where it began. A word is never broken: ids are copied.
enum WrappedText {
    /// What a pipe counts as.
    static let columns = 80

    /// - Parameter width: `nil` breaks nothing.
    static func lines(_ text: String, leading lead: String, width: Int?) -> [String] {
        guard let width, lead.count + text.count > width else { return [lead + text] }
        let indent = String(repeating: " ", count: min(lead.count, width / 2) + 2)
        var lines: [String] = []
        var line = lead
        var isEmpty = true
        for word in text.split(separator: " ", omittingEmptySubsequences: false) {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = indent
                isEmpty = true
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}
