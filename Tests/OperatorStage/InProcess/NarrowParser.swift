package import ArgumentParser

@testable import grinderctl

/// Parses words as the whole tool does.
package enum NarrowParser {
    /// `0.1.0 (COMMIT)`, which is another one after each commit.
    package static let version = GrinderCtl.version

    package static func parse(_ words: [String]) throws -> any ParsableCommand { try CommandWords.parse(words) }
}
