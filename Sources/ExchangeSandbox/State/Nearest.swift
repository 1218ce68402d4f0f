/// The word a typing error probably meant: at most a third of its letters differ.
func nearest(to word: String, among words: some Sequence<String>) -> String? {
    let lowered = word.lowercased()
    return words.map { ($0, editDistance(Array(lowered.utf8), Array($0.lowercased().utf8))) }
        .filter { $0.1 <= max(1, word.count / 3) }
        .min { $0.1 < $1.1 }?.0
}

private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, b) in right.enumerated() {
            let next = min(row[j] + 1, row[j + 1] + 1, diagonal + (a == b ? 0 : 1))
            diagonal = row[j + 1]
            row[j + 1] = next
        }
    }
    return row[right.count]
}
