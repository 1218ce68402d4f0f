import Foundation
import Testing

@testable import grinderctl

/// What stands in a command to be pasted is one word, whatever stands in it.
@Suite struct ShellWordTests {
    /// Marks that Swift joins with the quote before them.
    private static let marks = ["", "\u{301}", "\u{20DD}", "\u{FE0F}", "\u{200D}", "\u{1F3FB}"]

    @Test(arguments: marks) func `a shell reads a word as it was`(_ mark: String) throws {
        for word in ["x'\(mark);echo broken;'", "'\(mark)", "a\(mark) b", "$(x)\(mark)`y`", "…", "", "-x=\"\(mark)\""] {
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/sh")
            shell.arguments = ["-c", "printf %s " + Printable.shellWord(word)]
            let output = Pipe()
            shell.standardOutput = output
            try shell.run()
            let read = output.fileHandleForReading.readDataToEndOfFile()
            shell.waitUntilExit()
            #expect(Array(read) == Array(word.utf8), "\(word)")
        }
    }

    @Test(arguments: marks) func `a cell stays a cell and is no formula`(_ mark: String) {
        #expect(CSV.field("a\"\(mark),b").utf8.starts(with: "\"a\"\"".utf8))
        #expect(CSV.field("=\(mark)1").unicodeScalars.contains("'"))
        #expect(CSV.field("a,\(mark)b").hasPrefix("\""))
    }
}
