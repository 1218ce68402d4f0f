import BotEvidence
import Foundation
import Testing
import TriageCore

@Suite struct FileArchiverTests {
    static let noon = Timestamp(milliseconds: 1_772_971_200_000)

    @Test func `a plain file is renamed beside where it was, and never over another`() async throws {
        try await withTemporaryFolder { folder async throws in
            for (text, suffix) in [("first", ""), ("second", "-2"), ("third", "-3")] {
                let file = try folder.file("expected.jsonl", text)
                let name = folder.at("expected.jsonl.reset-20260308T120000.000Z\(suffix)")
                #expect(FileArchiver.move(file, at: Self.noon) == .moved(to: name))
                #expect(try String(contentsOfFile: name, encoding: .utf8) == text)
                #expect(!FileManager.default.fileExists(atPath: file))
            }
        }
    }

    @Test func `a link, a folder and a pipe stay where they are, and nothing is nothing`() async throws {
        try await withTemporaryFolder { folder async throws in
            let file = try folder.file("real.jsonl", "kept")
            try FileManager.default.createSymbolicLink(atPath: folder.at("link"), withDestinationPath: file)
            _ = try folder.folder("folder")
            _ = try folder.pipe("pipe")
            for name in ["link", "folder", "pipe"] {
                guard case .failed = FileArchiver.move(folder.at(name), at: Self.noon) else {
                    Issue.record("\(name) was moved")
                    continue
                }
            }
            #expect(FileArchiver.move(folder.at("nothing"), at: Self.noon) == .absent)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 4)
        }
    }
}
