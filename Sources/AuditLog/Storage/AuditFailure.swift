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
        /// A row is not what an entry is: it was written by something else.
        case alteredEntry
        /// An entry whose payload this version does not understand, where it had to.
        case notUnderstood
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

    /// What the kinds have in common, and so the exit code.
    package enum Family: Sendable, Hashable {
        /// No such file, where none is made: 66.
        case missing
        /// Not ours, corrupt or too new, when reading: 65.
        case unusable
        /// Ours, and not what was written, when reading: 1.
        case tampered
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
        case .missing where access != .append: return .missing
        case .notUnderstood: return .unusable
        case _ where access.writes: return .unwritable
        case .missing: return .missing
        case .alteredEntry: return .tampered
        case .isFolder, .notAFile, .symbolicLink, .foreignOwner, .notADatabase, .anotherApplication, .corrupt,
            .newerSchema, .schemaAltered, .chainBroken:
            return .unusable
        case .parentNotCreatable, .permission, .diskFull, .busy, .replaced, .inputOutput: return .unreadable
        }
    }

    /// What to do about it, in words.
    package var remedy: String {
        let another = "or name another file with --audit-db"
        switch kind {
        case .diskFull where access == .read: return "Free space there, or name another folder with TMPDIR."
        case .diskFull: return "Free space on its file system, \(another)."
        case .permission where access == .read: return "Make file and folder readable to you, \(another)."
        case .busy: return "Find who holds it (fuser \(path)), \(another)."
        case .permission, .foreignOwner: return "Make it yours and writable, file, folder and file system, \(another)."
        case .notUnderstood:
            return "Use the grinderctl that wrote it, which audit show names with the opening of its investigation."
        case .newerSchema: return "Use the newer grinderctl, \(another)."
        case .corrupt, .alteredEntry, .notADatabase, .anotherApplication, .schemaAltered, .chainBroken:
            return "Keep it as evidence (grinderctl audit verify says more), and name another file with --audit-db."
        case .missing where access != .append:
            return "Nothing was recorded there yet: name the environment with --env, \(another)."
        case .replaced, .missing: return "Put it back where it was, \(another)."
        case .isFolder, .notAFile, .symbolicLink, .parentNotCreatable, .inputOutput:
            return "Name another file with --audit-db."
        case .secret, .invalidDraft: return ""
        }
    }

    package var description: String {
        guard kind != .notUnderstood else { return "the audit log \(path): \(detail)" }
        let verb = access.writes ? "write" : "read"
        return "cannot \(verb) the audit log \(path): \(detail)"
    }
}
