import Foundation
import Testing

/// What the pages for maintainers name is there.
@Suite struct ArchitectureTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test(arguments: ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "docs/interface.md"])
    func `every file and folder that is named exists`(_ page: String) throws {
        let text = try String(contentsOf: Self.root.appending(path: page), encoding: .utf8)
        let named = text.matches(of: /`((?:Sources|Tests|Runbooks)[A-Za-z0-9\/._-]*|Package\.swift)`/).map {
            String($0.1)
        }
        if page == "ARCHITECTURE.md" { #expect(named.count > 40) }
        for path in Set(named).sorted() {
            let isThere = FileManager.default.fileExists(atPath: Self.root.appending(path: path).path)
            #expect(isThere, "\(page) names \(path)")
        }
    }

    @Test func `every module stands in the picture`() throws {
        let text = try String(contentsOf: Self.root.appending(path: "ARCHITECTURE.md"), encoding: .utf8)
        let modules = try FileManager.default.contentsOfDirectory(
            atPath: Self.root.appending(path: "Sources").path
        ).filter { !$0.hasPrefix(".") && !$0.hasSuffix("Plugin") }
        for module in modules { #expect(text.contains(module), "\(module)") }
    }
}
