import Foundation
import Testing

/// A way in which the bot's lines reach an operator, and the tool that makes it.
struct LogShape: Sendable, CustomTestStringConvertible {
    let tool: String
    let wrap: @Sendable ([Line]) -> [UInt8]

    /// One line of the bot's, as it left the process, and when.
    struct Line: Sendable {
        let text: String
        /// Seconds after 2026-03-08T12:00:00Z.
        let second: Int

        var clock: String { "12:00:0\(second)" }
        var iso: String { "2026-03-08T\(clock)" }
        var epoch: Int { 1_772_971_200 + second }
        /// The inside of a JSON string.
        var json: String { Self.escaped(text) }

        static func escaped(_ text: String) -> String {
            text.replacing("\\", with: #"\\"#).replacing("\"", with: #"\""#).replacing("\u{1B}", with: #"\u001b"#)
        }
    }

    var testDescription: String { tool }

    init(bytes tool: String, _ wrap: @escaping @Sendable ([Line]) -> [UInt8]) {
        self.tool = tool
        self.wrap = wrap
    }

    init(whole tool: String, _ wrap: @escaping @Sendable ([Line]) -> String) {
        self.init(bytes: tool) { Array(wrap($0).utf8) }
    }

    /// Line by line.
    init(_ tool: String, _ wrap: @escaping @Sendable (Line) -> String) {
        self.init(whole: tool) { $0.map { wrap($0) + "\n" }.joined() }
    }

    static func utf16(_ text: String, isBig: Bool, mark: Bool) -> [UInt8] {
        let units = (mark ? [0xFEFF] : []) + Array(text.utf16)
        return units.flatMap { unit -> [UInt8] in
            isBig ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
        }
    }

    static func plain(_ lines: [Line]) -> String { lines.map { $0.text + "\n" }.joined() }

    static func folded(_ text: String, width: Int) -> [String] {
        let characters = Array(text)
        return stride(from: 0, to: max(1, characters.count), by: width).map {
            String(characters[$0..<min($0 + width, characters.count)])
        }
    }
}
