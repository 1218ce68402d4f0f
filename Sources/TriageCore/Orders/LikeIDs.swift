/// The client order ids that somebody may have meant by one that nothing knows.
package enum LikeIDs {
    /// How many are named at most.
    static let shown = 3

    /// The nearest first: by how many letters are changed, added, left out or exchanged with their neighbour. One that
    /// shares less than half with `id` is not like it.
    package static func nearest(to id: ClientOrderID, among others: [ClientOrderID]) -> [ClientOrderID] {
        let wanted = Array(id.rawValue.unicodeScalars)
        let ranked = Set(others).subtracting([id]).map { (distance(wanted, Array($0.rawValue.unicodeScalars)), $0) }
        return ranked.filter { $0.0 * 2 <= wanted.count }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
            .prefix(shown).map(\.1)
    }

    /// Damerau and Levenshtein's, of neighbours only ("optimal string alignment").
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let change = last[column] + (left[row] == right[column] ? 0 : 1)
                var best = min(change, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, beforeLast[column - 1] + 1)
                }
                current.append(best)
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
