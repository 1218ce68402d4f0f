import FoundationEssentials
import JSON
import TriageCore

/// Whether an approval's signature holds: asked of ssh-keygen, one thing after the other, so that each way it may fail
/// has its own reason.
struct ApprovalVerifier {
    let context: CommandContext
    /// `policy.allowed-signers`
    let allowedSigners: String?

    func planStatus(of text: String, from path: String) async -> ApprovalStatus {
        guard let file = ApprovalFile(text: text), let signature = SSHSignature(armoured: file.signature) else {
            return .unusable("\(path) isn't a grinderctl approval, or was edited")
        }
        guard CanonicalJSON.isCanonical(file.statementText) else {
            return .unusable("the approval was edited: its statement is not canonical")
        }
        guard signature.namespace == ApprovalFile.namespace else {
            return .unusable(
                "the approval's signature was made for \(signature.namespace), not for \(ApprovalFile.namespace)")
        }
        guard let keygen = SSHKeygen(context) else { return .unusable(SSHKeygen.missing.message) }
        let allowed: AllowedSignersFile
        do throws(CommandError) {
            allowed = try AllowedSignersFile.read(allowedSigners)
        } catch {
            return .unusable(error.message)
        }
        let principals = allowed.signers.principals(of: signature.key)
        do {
            return try await context.withPrivateFolder { folder in
                let place = folder + "/approval.sig"
                try PrivateFile.create(place, file.signature, what: "the signature to be checked")
                return await judge(file, signatureAt: place, by: principals, allowed, keygen)
            }
        } catch let commandError as CommandError {
            return .unusable("the approval could not be checked: \(commandError.message)")
        } catch {
            return .unusable("the approval could not be checked: \(error)")
        }
    }

    private func judge(
        _ file: ApprovalFile, signatureAt place: String, by principals: [String], _ allowed: AllowedSignersFile,
        _ keygen: SSHKeygen
    ) async -> ApprovalStatus {
        let namespace = ApprovalFile.namespace
        guard case .good = await keygen.check(file.statementText, signature: place, namespace: namespace) else {
            return .unusable("the approval was edited: its signature is of another text")
        }
        let approver = file.statement.approver
        guard !principals.isEmpty || allowed.signers.hasAuthorities else {
            return .unusable("the key that signed the approval is not among the allowed signers \(allowed.path)")
        }
        let answer = await keygen.verify(
            file.statementText, signature: place, by: approver, allowed: allowed.path, namespace: namespace)
        switch answer {
        case .good: return .signed(file.statement, by: principals)
        case .bad(let words):
            let whose = principals.isEmpty ? "" : " (the key is \(principals.joined(separator: ", "))'s)"
            return .unusable("the allowed signers do not let this key sign for \(approver)\(whose): \(words)")
        }
    }
}

extension CommandContext {
    /// A folder of our own, 0700, that is gone afterwards.
    func withPrivateFolder<T>(_ work: (String) async throws -> T) async throws -> T {
        let folder = try TemporaryFolder.make(named: "grinderctl-\(newID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await work(folder.path)
    }
}
