import Foundation
import Glibc
import Testing

@testable import grinderctl

/// Who can put another file in the place of one that is acted by.
@Suite struct FileOwnerTests {
    private func scratch(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.path + "/grinderctl-owner-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder + "/open/mine", withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for path in ["/c.yaml", "/open/c.yaml", "/open/mine/c.yaml"] {
            try Data("env: sandbox\n".utf8).write(to: URL(filePath: folder + path))
            #expect(chmod(folder + path, 0o600) == 0)
        }
        #expect(chmod(folder, 0o700) == 0 && chmod(folder + "/open/mine", 0o700) == 0)
        try body(folder)
    }

    @Test func `a link, and a folder further up, are looked at too`() throws {
        try scratch { folder in
            let link = folder + "/link.yaml"
            try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder + "/open/c.yaml")
            let paths = [link, folder + "/open/c.yaml", folder + "/open/mine/c.yaml"]
            #expect(chmod(folder + "/open", 0o755) == 0)
            for path in paths { #expect(FileOwner.configuration.objection(to: path) == nil, "\(path)") }
            #expect(chmod(folder + "/open", 0o777) == 0)
            for path in paths {
                let words = FileOwner.configuration.objection(to: path)?.words
                #expect(words?.contains("anyone can replace") == true, "\(path): \(words ?? "no objection")")
            }
            #expect(FileOwner.configuration.objection(to: folder + "/c.yaml") == nil)
            // As /tmp is: only the owner of what is in it can put another in its place.
            #expect(chmod(folder + "/open", 0o1777) == 0)
            for path in paths { #expect(FileOwner.configuration.objection(to: path) == nil, "\(path)") }
        }
    }
}
