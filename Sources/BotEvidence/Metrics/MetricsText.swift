import TriageCore

/// Reads the Prometheus text format (0.0.4), and OpenMetrics as far as it looks the same. The last line may have no
/// end; timestamps and exemplars are ignored.
enum MetricsText {
    static func page(_ bytes: [UInt8]) -> MetricsPage {
        var samples: [(line: Int, text: String, sample: MetricSample)] = []
        var passedOver: [MetricsPage.PassedOver] = []
        var values: [Series: Set<String>] = [:]
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            var cursor = ByteCursor(Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line))
            cursor.skipSpaces()
            guard let first = cursor.peek, first != UInt8(ascii: "#") else { continue }
            let text = String(decoding: line.prefix(400), as: UTF8.self)
            guard let sample = sample(&cursor) else {
                passedOver.append(.init(line: index + 1, text: text, why: "it isn't a sample"))
                continue
            }
            let known = values[Series(sample), default: []]
            guard known.isEmpty || !known.contains(sample.value) else { continue }
            values[Series(sample)] = known.union([sample.value])
            samples.append((index + 1, text, sample))
        }
        // Which of two values holds would be a guess: neither does.
        let contested = Set(values.filter { $0.value.count > 1 }.keys)
        for (line, text, sample) in samples where contested.contains(Series(sample)) {
            passedOver.append(.init(line: line, text: text, why: "the series is there twice with different values"))
        }
        return MetricsPage(
            samples: samples.map(\.sample).filter { !contested.contains(Series($0)) },
            passedOver: passedOver.sorted { $0.line < $1.line })
    }

    private struct Series: Hashable {
        let name: String
        let labels: [String: String]

        init(_ sample: MetricSample) { (name, labels) = (sample.name, sample.labels) }
    }

    private static func sample(_ cursor: inout ByteCursor) -> MetricSample? {
        let name = cursor.run { ByteCursor.isWord($0) || $0 == UInt8(ascii: ":") }
        guard let first = name.first, !ByteCursor.isDigit(first) else { return nil }
        cursor.skipSpaces()
        guard let labels = labels(&cursor) else { return nil }
        cursor.skipSpaces()
        let value = String(bytes: cursor.run { $0 > 0x20 })
        guard isNumber(value), let time = ending(&cursor) else { return nil }
        return MetricSample(name: String(bytes: name), labels: labels, value: plain(value), time: moment(time))
    }

    /// `+5`, `.5` and `5.` are written `5`, `0.5` and `5`.
    private static func plain(_ value: String) -> String {
        guard let match = value.wholeMatch(of: /\+?(-?)([0-9]*)\.?([0-9]*)([eE].*)?/) else { return value }
        let fraction = match.3.isEmpty ? "" : ".\(match.3)"
        return "\(match.1)\(match.2.isEmpty ? "0" : match.2)\(fraction)\(match.4 ?? "")"
    }

    /// None, or `{a="b",c="d",}`.
    private static func labels(_ cursor: inout ByteCursor) -> [String: String]? {
        guard cursor.accept("{") else { return [:] }
        var labels: [String: String] = [:]
        while true {
            cursor.skipSpaces()
            if cursor.accept("}") { return labels }
            let name = String(bytes: cursor.run(ByteCursor.isWord))
            cursor.skipSpaces()
            guard !name.isEmpty, cursor.accept("=") else { return nil }
            cursor.skipSpaces()
            guard let value = quoted(&cursor), labels.updateValue(value, forKey: name) == nil else { return nil }
            cursor.skipSpaces()
            guard cursor.accept(",") || cursor.peek == UInt8(ascii: "}") else { return nil }
        }
    }

    /// With `\\`, `\"` and `\n` undone; another escape stands for itself.
    private static func quoted(_ cursor: inout ByteCursor) -> String? {
        guard cursor.accept("\"") else { return nil }
        var text: [UInt8] = []
        while let byte = cursor.peek {
            cursor.position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let next = cursor.peek else { return nil }
                cursor.position += 1
                switch next {
                case UInt8(ascii: "n"): text.append(0x0A)
                case UInt8(ascii: "\\"), UInt8(ascii: "\""): text.append(next)
                default: text += [byte, next]
                }
            default: text.append(byte)
            }
        }
        return nil
    }

    private static func isNumber(_ text: String) -> Bool {
        text.wholeMatch(of: /[+\-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+\-]?[0-9]+)?/) != nil
            || text.wholeMatch(of: /(?i)nan|[+\-]?inf(?:inity)?/) != nil
    }

    /// Nothing, a timestamp, or an exemplar (` # {…} …`): the timestamp as it is written, empty without one; `nil` for
    /// anything else.
    private static func ending(_ cursor: inout ByteCursor) -> String? {
        cursor.skipSpaces()
        var time = ""
        if cursor.peek != UInt8(ascii: "#") {
            time = String(bytes: cursor.run { $0 > 0x20 })
            guard time.isEmpty || isNumber(time) else { return nil }
            cursor.skipSpaces()
        }
        return cursor.peek.map { $0 == UInt8(ascii: "#") } ?? true ? time : nil
    }

    /// Milliseconds (Prometheus' text format), or seconds (OpenMetrics), told apart by their size.
    private static func moment(_ text: String) -> Timestamp? {
        guard let milliseconds = PlainDecimal.milliseconds(ofSeconds: text) else { return nil }
        let isSeconds = milliseconds < 100_000_000_000_000
        return Timestamp(milliseconds: isSeconds ? milliseconds : milliseconds / 1_000)
    }
}
