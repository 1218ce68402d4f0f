/// What was compiled.
package enum Revision {
    /// `cf4c5af0d2e1`, with `, modified` when sources differed from it; nil for a source tree without a commit.
    package static var commit: String? { compiledCommit.isEmpty ? nil : compiledCommit }
}
