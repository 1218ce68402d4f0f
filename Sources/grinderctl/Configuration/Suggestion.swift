/// The known word nearest to a misspelt one.
enum Suggestion {
    static func closest(to word: String, among known: [String]) -> String? {
        let ranked = known.map { ($0, distance(Array(word.lowercased()), Array($0.lowercased()))) }
            .min { $0.1 < $1.1 }
        guard let (best, edits) = ranked, edits <= max(2, word.count / 3) else { return nil }
        return best
    }

    /// Levenshtein.
    private static func distance(_ left: [Character], _ right: [Character]) -> Int {
        var previous = Array(0...right.count)
        for (row, character) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                current.append(
                    min(previous[column] + (character == other ? 0 : 1), previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[right.count]
    }
}
