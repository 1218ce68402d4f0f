import Foundation
import TriageCore

/// What cuts the line within the id, hides the id, or cuts the log itself there: nothing that is left says the id whole.
extension LogShape {
    static let torn: [LogShape] = partial + cut + hidden

    /// Every line, and so every id.
    static let cuttingAll: Set = ["fold -w 80", "fold -w 40", "fold -w 20", "fold -w 8", "hexdump -C"]

    /// The line, cut at these places of the wanted id; whole where it does not name it.
    static func parts(_ text: String, at places: [Int]) -> [String] {
        guard let id = text.range(of: ShapeWorld.id.rawValue) else { return [text] }
        var parts: [String] = []
        var start = text.startIndex
        for place in places {
            let end = text.index(id.lowerBound, offsetBy: place)
            parts.append(String(text[start..<end]))
            start = end
        }
        return parts + [String(text[start...])]
    }

    private static func records(
        _ tool: String, at places: [Int], _ record: @escaping @Sendable (String, Line, Bool) -> String
    )
        -> LogShape
    {
        LogShape(whole: tool) { lines in
            lines.flatMap { line -> [String] in
                let parts = parts(line.text, at: places).map(Line.escaped)
                return parts.enumerated().map { record($1, line, $0 == parts.count - 1) + "\n" }
            }.joined()
        }
    }

    private static let partial: [LogShape] = [
        records("docker json-file parts under a forwarder's key", at: [25]) { part, line, isLast in
            #"{"message":"\#(part)\#(isLast ? "\\n" : "")","stream":"stderr","time":"\#(line.iso).1Z"}"#
        },
        records("docker json-file parts under a forwarder's key, cut before the time", at: [12]) { part, line, isLast in
            #"{"message":"\#(part)\#(isLast ? "\\n" : "")","stream":"stderr","time":"\#(line.iso).1Z"}"#
        },
        records("fluentd, partial_message", at: [15]) { part, _, isLast in
            #"{"container_name":"/grinder","source":"stderr","log":"\#(part)","partial_message":"true","#
                + #""partial_id":"a1","partial_last":"\#(isLast)"}"#
        },
        records("journald, CONTAINER_PARTIAL_MESSAGE", at: [28]) { part, line, isLast in
            let mark = isLast ? "" : #","CONTAINER_PARTIAL_MESSAGE":"true""#
            return #"{"__REALTIME_TIMESTAMP":"\#(line.epoch)123456","MESSAGE":"\#(part)"\#(mark)}"#
        },
        records("three parts", at: [6, 24]) { part, _, _ in #"{"msg_part":"\#(part)"}"# },
        LogShape(whole: "syslog, cut at its limit within the time") { lines in
            lines.map { parts($0.text, at: [24])[0] + "\n" }.joined()
        },
        LogShape(whole: "syslog, cut at its limit before the time") { lines in
            lines.map { parts($0.text, at: [9])[0] + "\n" }.joined()
        },
        LogShape(whole: "a JSON record, cut at its limit") { lines in
            lines.map { #"{"line":"\#(Line.escaped(parts($0.text, at: [3])[0]))"}"# + "\n" }.joined()
        },
    ]

    private static let cut: [LogShape] = [
        LogShape(whole: "head -c") { parts(plain($0), at: [14])[0] },
        LogShape(whole: "tail -c") { parts(plain($0), at: [14]).last ?? "" },
        LogShape(whole: "tail -c, behind the symbol") { parts(plain($0), at: [26]).last ?? "" },
    ]

    private static let hidden: [LogShape] = [
        LogShape(whole: "fold -w 40") { folded($0, at: 40) },
        LogShape(whole: "fold -w 20") { folded($0, at: 20) },
        LogShape(whole: "fold -w 8") { folded($0, at: 8) },
        LogShape(bytes: "zeros within the id") { within($0, 5, [0, 0, 0]) },
        LogShape(bytes: "control bytes of C1 within the id") { within($0, 24, [0x85, 0x9B]) },
        LogShape(bytes: "a soft hyphen within the id") { within($0, 9, [0xC2, 0xAD]) },
        LogShape(bytes: "a carriage return within the id") { within($0, 3, [0x0D]) },
        LogShape(whole: "nroff, overstruck") { lines in
            lines.map { $0.text.map { "\($0)\u{8}\($0)" }.joined() + "\n" }.joined()
        },
        LogShape("Kinesis, base64") { #"{"data":"\#(Data($0.text.utf8).base64EncodedString())","partition":"p1"}"# },
        LogShape("Kafka, base64 behind a byte") {
            #"{"value":"\#(Data(("\u{1}" + $0.text).utf8).base64EncodedString())"}"#
        },
        LogShape("a queue's body, base64 for URLs behind two bytes") {
            "body="
                + Data(("\u{1}\u{2}" + $0.text).utf8).base64EncodedString().replacing("+", with: "-")
                .replacing("/", with: "_")
        },
        LogShape(whole: "hexdump -C") { lines in hexdump(Array(plain(lines).utf8)) },
    ]

    private static func folded(_ lines: [Line], at width: Int) -> String {
        lines.flatMap { folded($0.text, width: width) }.map { $0 + "\n" }.joined()
    }

    private static func within(_ lines: [Line], _ place: Int, _ bytes: [UInt8]) -> [UInt8] {
        lines.flatMap { line -> [UInt8] in
            Array(parts(line.text, at: [place]).map { Array($0.utf8) }.joined(separator: bytes)) + [0x0A]
        }
    }

    private static func hexdump(_ bytes: [UInt8]) -> String {
        stride(from: 0, to: bytes.count, by: 16).map { start in
            let row = bytes[start..<min(start + 16, bytes.count)]
            let hex = row.map { String(0x100 + Int($0), radix: 16).dropFirst() }.joined(separator: " ")
            let text = String(decoding: row.map { (0x20...0x7E).contains($0) ? $0 : 0x2E }, as: UTF8.self)
            return "\(String(0x1_0000_0000 + start, radix: 16).dropFirst())  \(hex)  |\(text)|\n"
        }.joined()
    }
}
