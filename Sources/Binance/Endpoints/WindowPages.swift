import TriageCore

/// Reads a window of a history to its end, in pages.
///
/// A full page may have left rows out, and whether at its beginning or its end is documented nowhere: its window is
/// divided, into as many parts as the page's own rows let expect, until no page is full. Parts are asked at the same
/// time, a few at once; the weight budget admits each as it does every request. Rows and requests come in the order of
/// the windows, whatever is answered first.
struct WindowPages<Item: Sendable>: Sendable {
    /// Rows of a full page.
    let limit: Int
    /// The longest window the exchange takes, in milliseconds.
    let longest: Int64
    /// When a row happened; `nil` where it does not say.
    let moment: @Sendable (Item) -> Timestamp?
    let page: @Sendable (ClosedRange<Int64>) async -> ExchangeAnswer<[Item]>

    private static var atOnce: Int { 4 }
    /// Rows of one moment, in a long window, would leave nearly all of many parts empty.
    private static var mostParts: Double { 8 }

    private enum Part {
        case open(ClosedRange<Int64>)
        case read([Item])
    }

    func read(from: Timestamp, to: Timestamp, source: String) async -> ExchangeAnswer<[Item]> {
        guard from <= to else { return ExchangeAnswer(.success([]), source: source, requests: []) }
        var requests: [RequestRecord] = []
        var parts = windows(from.milliseconds...to.milliseconds).map(Part.open)
        while true {
            let open = parts.compactMap { part -> ClosedRange<Int64>? in
                if case .open(let window) = part { window } else { nil }
            }
            guard !open.isEmpty else { break }
            let answers = await ask(open)
            requests += answers.flatMap(\.requests)
            if let failure = answers.lazy.compactMap(\.failure).first {
                return ExchangeAnswer(.failure(failure), source: source, requests: requests)
            }
            var rest = Array(zip(open, answers.compactMap { try? $0.value.get() }))[...]
            var next: [Part] = []
            for part in parts {
                guard case .open = part, let (window, rows) = rest.popFirst() else {
                    next.append(part)
                    continue
                }
                if rows.count < limit {
                    next.append(.read(rows))
                } else if window.lowerBound < window.upperBound {
                    next += divided(window, by: rows).map(Part.open)
                } else {
                    let detail = "more than \(limit) rows in one millisecond"
                    return ExchangeAnswer(
                        .failure(Unavailable(.unusable, source: source, detail: detail)), source: source,
                        requests: requests)
                }
            }
            parts = next
        }
        let items = parts.flatMap { part -> [Item] in if case .read(let rows) = part { rows } else { [] } }
        return ExchangeAnswer(.success(items), source: source, requests: requests)
    }

    /// In the order of the windows. After a failure no more are asked.
    private func ask(_ windows: [ClosedRange<Int64>]) async -> [ExchangeAnswer<[Item]>] {
        guard windows.count > 2 else {
            var answers: [ExchangeAnswer<[Item]>] = []
            for window in windows {
                answers.append(await page(window))
                if answers.last?.failure != nil { break }
            }
            return answers
        }
        return await withTaskGroup(of: (Int, ExchangeAnswer<[Item]>).self) { group in
            var begun = 0
            var answers: [Int: ExchangeAnswer<[Item]>] = [:]
            var hasFailed = false
            func begin() {
                guard begun < windows.count, !hasFailed else { return }
                let index = begun
                begun += 1
                group.addTask { (index, await page(windows[index])) }
            }
            for _ in 0..<Self.atOnce { begin() }
            for await (index, answer) in group {
                answers[index] = answer
                hasFailed = hasFailed || answer.failure != nil
                begin()
            }
            return answers.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    /// Halved until none is too long.
    private func windows(_ window: ClosedRange<Int64>) -> [ClosedRange<Int64>] {
        guard window.upperBound - window.lowerBound > longest else { return [window] }
        return equal(window, parts: 2).flatMap(windows)
    }

    /// Two parts, or as many more as its rows, were they spread evenly, would fill.
    private func divided(_ window: ClosedRange<Int64>, by rows: [Item]) -> [ClosedRange<Int64>] {
        let moments = rows.compactMap { moment($0)?.milliseconds }
        guard let first = moments.min(), let last = moments.max(), first < last else {
            return equal(window, parts: 2)
        }
        let pages = Double(window.upperBound - window.lowerBound) / Double(last - first)
        // A little more: what is not quite even would fill a page again.
        return equal(window, parts: Int(min(Self.mostParts, max(2, (pages * 1.2).rounded(.up)))))
    }

    private func equal(_ window: ClosedRange<Int64>, parts: Int) -> [ClosedRange<Int64>] {
        let length = window.upperBound - window.lowerBound + 1
        let count = Int64(min(Int64(parts), length))
        return (0..<count).map { part in
            (window.lowerBound + length * part / count)...(window.lowerBound + length * (part + 1) / count - 1)
        }
    }
}
