import Foundation
import Testing

struct ImportsTests {
    /// The explicit import check of the build does not see Foundation: it comes with the toolchain.
    @Test func `the core imports no Foundation, only its essentials`() throws {
        let sources = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/TriageCore")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        let swift = files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
        #expect(swift.count > 30)
        for file in swift {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.firstMatch(of: Self.foundation) == nil, "\(file.lastPathComponent)")
        }
    }

    @Test(arguments: [
        ("import Foundation", true), ("package import Foundation\n", true), ("  internal  import\tFoundation", true),
        ("import struct Foundation.Date", true), ("@preconcurrency import Foundation // why", true),
        ("import FoundationEssentials", false), ("package import FoundationEssentials", false),
        ("// no import Foundation here", false), ("import FoundationNetworking", true),
    ])
    func `the check sees an import however it is written`(text: String, isForbidden: Bool) {
        #expect((text.firstMatch(of: Self.foundation) != nil) == isForbidden)
    }

    private static var foundation: Regex<Substring> {
        /^(?!\h*\/\/)[^\n]*\bimport\h+(?:(?:struct|class|enum|protocol|typealias|func|let|var)\h+)?Foundation(?!Essentials)/
            .anchorsMatchLineEndings()
    }
}
