/// Why a file cannot be read as an export of an audit log.
package struct ExportFailure: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        case missing
        case permission
        /// A folder, an empty file, a text or JSON of something else.
        case notAnExport
        /// An audit log itself, where only an export will do.
        case database
        case inputOutput
    }

    package let kind: Kind
    /// As it was given.
    package let name: String
    /// What is wrong, without the name.
    package let detail: String

    package var description: String { "\(name == ExportFile.standardInput ? "standard input" : name) \(detail)" }
}
