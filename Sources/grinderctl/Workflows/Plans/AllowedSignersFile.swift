import BotEvidence
import FoundationEssentials
import Glibc
import TriageCore

/// The allowed-signers file of the configuration, which says whose key is whose.
struct AllowedSignersFile: Sendable {
    let path: String
    let signers: AllowedSigners

    /// - Parameter configured: `policy.allowed-signers`.
    static func read(_ configured: String?) throws(CommandError) -> AllowedSignersFile {
        guard let path = configured else {
            throw CommandError(
                .configuration, "the configuration has no policy.allowed-signers, so no signature is valid",
                try: "grinderctl help gates")
        }
        var status = stat()
        // Whoever can write it decides who may approve.
        if stat(path, &status) == 0, status.st_mode & 0o002 != 0 {
            throw CommandError(
                .permissions, "anyone can write the allowed signers \(path)",
                try: Printable.shellLine(["chmod", "o-w", path]))
        }
        do {
            let bytes = try RegularFile.contents(of: path, limit: 1 << 20).bytes
            return AllowedSignersFile(path: path, signers: AllowedSigners(text: String(decoding: bytes, as: UTF8.self)))
        } catch {
            let code: CommandError.Code = error == .missing ? .inputMissing : .configuration
            throw CommandError(code, "the allowed signers \(path): \(error.detail)")
        }
    }
}
