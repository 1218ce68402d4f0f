import TriageCore

/// The timeline as SVG: time runs downwards, each kind of event has its lane and its shape, so that neither colour nor
/// width is needed to read it. The table beside it says the same in words.
struct TimelineRenderer: Sendable {
    let marks: [TimelineMark]

    private static let lanesStart = 66
    private static let laneWidth = 54
    private static let rowHeight = 26
    private static let most = 300
    private static let longestLabel = 110

    private enum Row {
        case day(String)
        case gap(String)
        case mark(TimelineMark, time: Timestamp)
        case omitted(Int)
    }

    var figure: String {
        let rows = self.rows
        let height = (rows.count + 2) * Self.rowHeight
        let drawn = rows.enumerated().map { render($0.element, at: ($0.offset + 2) * Self.rowHeight) }
        let counts = TimelineMark.Lane.allCases.map { lane in
            "\(lane.rawValue) \(marks.filter { $0.lane == lane }.count)"
        }
        return """
            <figure>
            <svg role="img" aria-labelledby="drawing-title drawing-text" height="\(height)" xmlns="http://www.w3.org/2000/svg">
            <title id="drawing-title">Timeline of the case</title>
            <desc id="drawing-text">\(counts.joined(separator: ", ")) events, from top to bottom. The table below lists them.</desc>
            \(lanes(height))
            \(drawn.joined(separator: "\n"))
            </svg>
            <figcaption>Times are UTC, by the clock of whoever wrote them: audit entries by the host, orders by the \
            exchange, log lines by the bot. grinderctl timeline puts them on one clock.</figcaption>
            </figure>
            """
    }

    private func centre(_ lane: TimelineMark.Lane) -> Int {
        let index = TimelineMark.Lane.allCases.firstIndex(of: lane) ?? 0
        return Self.lanesStart + index * Self.laneWidth + Self.laneWidth / 2
    }

    private func lanes(_ height: Int) -> String {
        TimelineMark.Lane.allCases.map { lane in
            let x = centre(lane)
            return "<line x1=\"\(x)\" y1=\"30\" x2=\"\(x)\" y2=\"\(height - 8)\"/>"
                + "<text class=\"lane\" x=\"\(x)\" y=\"20\">\(lane.rawValue)</text>"
        }.joined(separator: "\n")
    }

    private var rows: [Row] {
        var rows: [Row] = []
        var last: Timestamp?
        let timed = marks.filter { $0.time != nil }
        for (index, mark) in timed.enumerated() {
            guard let time = mark.time else { continue }
            let omitted = timed.count - Self.most
            if omitted > 0, index >= Self.most / 2, index < Self.most / 2 + omitted {
                if index == Self.most / 2 { rows.append(.omitted(omitted)) }
                last = time
                continue
            }
            if last?.description.prefix(10) != time.description.prefix(10) {
                rows.append(.day(String(time.description.prefix(10))))
            } else if let last, time.milliseconds(since: last) >= 60_000 {
                rows.append(.gap(Self.span(time.milliseconds(since: last)) + " later"))
            }
            rows.append(.mark(mark, time: time))
            last = time
        }
        return rows
    }

    private static func span(_ milliseconds: Int64) -> String {
        let minutes = milliseconds / 60_000
        if minutes < 60 { return "\(minutes) min" }
        return minutes < 48 * 60 ? "\(minutes / 60) h \(minutes % 60) min" : "\(minutes / 1_440) d"
    }

    private func render(_ row: Row, at y: Int) -> String {
        let textY = y + 4
        switch row {
        case .day(let day): return "<text class=\"time\" x=\"8\" y=\"\(textY)\" font-weight=\"bold\">\(day)</text>"
        case .gap(let words): return "<text class=\"gap\" x=\"8\" y=\"\(textY)\">\(words)</text>"
        case .omitted(let count):
            return "<text class=\"gap\" x=\"8\" y=\"\(textY)\">\(count) more events: see the table</text>"
        case .mark(let mark, let time):
            let clock = time.description.dropFirst(11).dropLast(5)
            let x = centre(mark.lane)
            let labelX = Self.lanesStart + Self.laneWidth * TimelineMark.Lane.allCases.count + 12
            let words = mark.text.replacing("\n", with: " ")
            let text = HTMLPage.escaped(Printable.line(words))
            let isLong = words.count > Self.longestLabel
            let label = HTMLPage.escaped(
                Printable.line(String(words.prefix(Self.longestLabel)) + (isLong ? "…" : "")))
            return "<g><title>\(time) \(mark.lane.rawValue): \(text)</title>"
                + "<text class=\"time\" x=\"8\" y=\"\(textY)\">\(clock)</text>"
                + "<line class=\"row\" x1=\"62\" y1=\"\(y)\" x2=\"\(labelX - 6)\" y2=\"\(y)\"/>"
                + shape(mark, x, y) + "<text class=\"label\" x=\"\(labelX)\" y=\"\(textY)\">\(label)</text></g>"
        }
    }

    private func shape(_ mark: TimelineMark, _ x: Int, _ y: Int) -> String {
        let style = "class=\"mark \(mark.tone.rawValue)\""
        func polygon(_ points: [(Int, Int)]) -> String {
            let list = points.map { "\(x + $0.0),\(y + $0.1)" }.joined(separator: " ")
            return "<polygon \(style) points=\"\(list)\"/>"
        }
        switch mark.lane {
        case .log: return "<circle \(style) cx=\"\(x)\" cy=\"\(y)\" r=\"5\"/>"
        case .exchange: return polygon([(0, -7), (7, 0), (0, 7), (-7, 0)])
        case .operator: return "<rect \(style) x=\"\(x - 6)\" y=\"\(y - 6)\" width=\"12\" height=\"12\"/>"
        case .verdict: return polygon([(-4, -7), (4, -7), (8, 0), (4, 7), (-4, 7), (-8, 0)])
        case .gate: return polygon([(0, -7), (8, 6), (-8, 6)])
        }
    }
}
