/// The first and the last elements of a long series: what begins an incident, and how it stands.
struct HeadAndTail<Element> {
    private(set) var count = 0
    private let limit: Int
    private var head: [Element] = []
    private var tail: [Element] = []
    private var oldest = 0

    /// `limit` is at least 2.
    init(limit: Int) { self.limit = max(2, limit) }

    /// How many are not kept.
    var missing: Int { max(0, count - limit) }

    var elements: [Element] { head + tail[oldest...] + tail[..<oldest] }

    mutating func append(_ element: Element) {
        count += 1
        if head.count < limit / 2 {
            head.append(element)
        } else if tail.count < limit - limit / 2 {
            tail.append(element)
        } else {
            tail[oldest] = element
            oldest = (oldest + 1) % tail.count
        }
    }
}
