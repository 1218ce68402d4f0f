/// A plain line that has been seen and not been taken: whether it stands alone the next line shows.
struct PassingLine {
    /// Where it stands in the chunk, with its end.
    private var range: Range<Int>?
    private(set) var held = PlainLine()
    /// Being filled.
    var next = PlainLine()
    /// The one that the clock has read last; `nil` after a line that was read whole.
    var read: PlainLine?

    /// Whether the one that is filled may follow the one that is held: both bare, or both behind a transport's time.
    var isAlike: Bool { (held.transport == nil) == (next.transport == nil) }

    mutating func hold(_ range: Range<Int>) {
        self.range = range
        held = next
    }

    mutating func release() -> Range<Int>? {
        defer { range = nil }
        return range
    }
}
