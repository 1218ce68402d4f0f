/// Reads the Prometheus text format (0.0.4), and OpenMetrics as far as it looks the same. The last line may have no
/// end; timestamps and exemplars are ignored.
enum MetricsText {
    static func page(_ bytes: [UInt8]) -> MetricsPage {
        var samples: [MetricSample] = []
        var unusable: [Int] = []
        var seen: [Series: String] = [:]
        let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            var cursor = ByteCursor(Array(line.last == UInt8(ascii: "\r") ? line.dropLast() : line))
            cursor.skipSpaces()
            guard let first = cursor.peek, first != UInt8(ascii: "#") else { continue }
            guard let sample = sample(&cursor) else {
                unusable.append(index + 1)
                continue
            }
            let series = Series(name: sample.name, labels: sample.labels)
            if let known = seen[series] {
                if known != sample.value { unusable.append(index + 1) }
                continue
            }
            seen[series] = sample.value
            samples.append(sample)
        }
        return MetricsPage(samples: samples, unusable: unusable)
    }

    private struct Series: Hashable {
        let name: String
        let labels: [String: String]
    }

    private static func sample(_ cursor: inout ByteCursor) -> MetricSample? {
        let name = cursor.run { ByteCursor.isWord($0) || $0 == UInt8(ascii: ":") }
        guard let first = name.first, !ByteCursor.isDigit(first) else { return nil }
        cursor.skipSpaces()
        guard let labels = labels(&cursor) else { return nil }
        cursor.skipSpaces()
        let value = String(bytes: cursor.run { $0 > 0x20 })
        guard isNumber(value), endsSample(&cursor) else { return nil }
        return MetricSample(name: String(bytes: name), labels: labels, value: plain(value))
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

    /// Nothing, a timestamp, or an exemplar (` # {…} …`).
    private static func endsSample(_ cursor: inout ByteCursor) -> Bool {
        cursor.skipSpaces()
        if cursor.peek != UInt8(ascii: "#") {
            let time = String(bytes: cursor.run { $0 > 0x20 })
            guard time.isEmpty || isNumber(time) else { return false }
            cursor.skipSpaces()
        }
        return cursor.peek.map { $0 == UInt8(ascii: "#") } ?? true
    }
}
