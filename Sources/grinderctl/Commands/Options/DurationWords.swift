/// `90s`, `10m`, `2h30m`, `1d12h`, `1w`: units from long to short, each once.
enum DurationWords {
    private static let units: [(letter: Character, milliseconds: Int64)] = [
        ("w", 604_800_000), ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000),
    ]

    /// Milliseconds; `nil` where the text is none.
    static func milliseconds(_ text: String) -> Int64? {
        var rest = Substring(text.filter { $0 != " " }.lowercased())
        guard !rest.isEmpty else { return nil }
        var sum: Int64 = 0
        var left = units[...]
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            rest = rest.dropFirst(digits.count)
            guard (1...6).contains(digits.count), let count = Int64(digits), let letter = rest.first,
                let place = left.firstIndex(where: { $0.letter == letter })
            else { return nil }
            sum += count * left[place].milliseconds
            left = left[(place + 1)...]
            rest = rest.dropFirst()
        }
        return sum
    }
}
