import BotEvidence
import JSON
import TriageCore

/// A plan file and its approval as they were read, before anything is believed of them.
struct PlanDocuments: Sendable {
    let path: String
    let text: String
    /// `nil` when the text is no plan of this tool's.
    let plan: PlanFile?
    let approval: (path: String, text: String)?

    /// SHA-256 of the file, byte for byte.
    var hash: String { ContentDigest.sha256(text.utf8) }

    /// What formatting or an editor did to it changes the hash; this tells why.
    var isCanonical: Bool { CanonicalJSON.isCanonical(text) }

    static func read(plan path: String, approval: String?) throws(CommandError) -> PlanDocuments {
        let text = try contents(path, "the plan")
        let value = try? CanonicalJSON.parse(text)
        var signed: (path: String, text: String)?
        if let approval { signed = (approval, try contents(approval, "the approval")) }
        return PlanDocuments(path: path, text: text, plan: value.flatMap { PlanFile($0) }, approval: signed)
    }

    /// Bytes that are no UTF-8 are replaced, which changes the hash: such a file is no plan.
    private static func contents(_ path: String, _ what: String) throws(CommandError) -> String {
        let path = try GivenFiles.path(path, what)
        do {
            return String(decoding: try RegularFile.contents(of: path, limit: 1 << 20).bytes, as: UTF8.self)
        } catch {
            let code: CommandError.Code = error == .missing ? .inputMissing : .badData
            throw CommandError(code, "\(what) \(path): \(error.detail). Nothing was sent.")
        }
    }
}
