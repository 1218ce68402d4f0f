extension WrappedText {
    /// A page: paragraphs anew, rows in two columns (`name   meaning`) with what is too long below where the second one
    /// began. A command or an example is copied, and stays one line.
    static func page(_ text: String, width: Int) -> String {
        var rows: [String] = []
        var paragraph: [Substring] = []
        func close() {
            if !paragraph.isEmpty { rows += lines(paragraph.joined(separator: " "), below: 0, width: width) }
            paragraph = []
        }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let first = line.first, first != " ", !line.contains("  ") {
                paragraph.append(line)
                continue
            }
            close()
            let isCopied = line.hasPrefix("    ") && line.contains("#") || line.hasPrefix("  grinderctl")
            rows +=
                isCopied || line.count <= width
                ? [String(line)] : lines(String(line), below: column(of: line), width: width)
        }
        close()
        return rows.joined(separator: "\n")
    }

    /// Where the second column of a row begins, else its text.
    private static func column(of line: Substring) -> Int {
        let indent = line.prefix { $0 == " " }.count
        guard let gap = line.dropFirst(indent).firstRange(of: "  "),
            let start = line[gap.lowerBound...].firstIndex(where: { $0 != " " })
        else { return indent }
        return line.distance(from: line.startIndex, to: start)
    }

    private static func lines(_ text: String, below column: Int, width: Int) -> [String] {
        lines(
            String(text.dropFirst(column)), leading: String(text.prefix(column)), width: width,
            below: min(column, width / 2))
    }
}
