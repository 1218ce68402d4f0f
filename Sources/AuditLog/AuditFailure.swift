/// Why the audit log cannot do what was asked, of which file, and whether it was to be written or only read.
package struct AuditFailure: Error, Sendable, Hashable, CustomStringConvertible {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// Nothing is at the path (reading), or it vanished.
        case missing
        case isFolder
        /// A pipe, socket or device.
        case notAFile
        case symbolicLink
        /// Another user owns the file: who owns it can rewrite it.
        case foreignOwner
        /// The folder for it cannot be made.
        case parentNotCreatable
        /// The file or its folder may not be written, or not be read.
        case permission
        case notADatabase
        /// An SQLite database, but not an audit log of this tool.
        case anotherApplication
        case corrupt
        case newerSchema
        /// Ours, but a table, an index or an append-only trigger is missing or altered.
        case schemaAltered
        /// The last entry's hash is not its own, or a trigger refused an entry: the chain is not to be built upon.
        case chainBroken
        case diskFull
        /// Other processes held it longer than the wait allows.
        case busy
        /// The path no longer names the file that was opened.
        case replaced
        /// A draft holds something that looks like a key, secret, signature or listenKey.
        case secret
        /// A draft that cannot be written as canonical JSON or text.
        case invalidDraft
        /// Anything else the system reported.
        case inputOutput
    }

    /// What the kinds have in common, and so the exit code (contract §3).
    package enum Family: Sendable, Hashable {
        /// No such file, when reading: 66.
        case missing
        /// Not ours, corrupt or too new, when reading: 65.
        case unusable
        /// Ours to read, but the system says no: 74 (77 for ``Kind/permission``, if the shell prefers).
        case unreadable
        /// The log cannot be written: 74.
        case unwritable
        /// A bug in what was to be recorded: 70. Nothing was recorded.
        case refusedContent
    }

    package let kind: Kind
    /// What the file was opened for.
    package let access: AuditStore.Access
    package let path: String
    /// What happened, without the path.
    package let detail: String

    package init(_ kind: Kind, access: AuditStore.Access, path: String, _ detail: String) {
        self.kind = kind
        self.access = access
        self.path = path
        self.detail = detail
    }

    package var family: Family {
        switch kind {
        case .secret, .invalidDraft: return .refusedContent
        case _ where access == .append: return .unwritable
        case .missing: return .missing
        case .isFolder, .notAFile, .symbolicLink, .foreignOwner, .notADatabase, .anotherApplication, .corrupt,
            .newerSchema, .schemaAltered, .chainBroken:
            return .unusable
        case .parentNotCreatable, .permission, .diskFull, .busy, .replaced, .inputOutput: return .unreadable
        }
    }

    package var description: String {
        let verb = access == .append ? "write" : "read"
        return "cannot \(verb) the audit log \(path): \(detail)"
    }
}
