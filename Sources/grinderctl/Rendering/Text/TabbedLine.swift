/// One line of `-q`, fields between tabs. Whatever a field holds, it stays one field of one line.
struct TabbedLine: Sendable, Hashable {
    let fields: [String]

    init(_ fields: [String?]) { self.fields = fields.map { $0 ?? "" } }

    /// Tabs, newlines and every other control byte of a field become `\u{…}`.
    var text: String { fields.map(Printable.line).joined(separator: "\t") + "\n" }
}
