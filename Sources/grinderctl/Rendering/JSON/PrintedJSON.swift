import JSON

extension JSONValue {
    /// On one line, members in their order. Beyond ASCII as is, except control and bidirectional characters, which are
    /// escaped: a terminal may show this.
    var text: String { text(escaping: Printable.isUnsafe) }
}
