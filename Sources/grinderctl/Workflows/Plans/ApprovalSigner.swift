import BotEvidence
import FoundationEssentials
import JSON
import TriageCore

/// Makes an approval, or says why not: an approval that would be refused later is not made.
struct ApprovalSigner {
    let context: CommandContext
    let documents: PlanDocuments
    let plan: PlanFile
    let policy: Policy

    struct Signatory: Sendable, Hashable {
        let key: String
        let principal: String
    }

    private static let nothing = "Nothing was signed."
    private static let standardKeys = ["id_ed25519", "id_ed25519_sk", "id_ecdsa", "id_ecdsa_sk", "id_rsa"]

    /// What is wrong with the plan, whoever signs.
    func checkPlan() throws(CommandError) {
        guard documents.isCanonical else {
            throw CommandError(
                .refused, "the plan \(documents.path) was edited or reformatted: it isn't canonical. \(Self.nothing)")
        }
        let age = context.now().milliseconds(since: plan.created)
        guard age <= policy.lifetimeMilliseconds else {
            throw CommandError(
                .refused,
                "the plan was made \(age / 60_000) minutes ago, and \(policy.lifetimeMilliseconds / 60_000) "
                    + "are allowed: ask for a new plan. \(Self.nothing)")
        }
        guard age >= -60_000 else {
            throw CommandError(
                .refused, "the plan is dated in the future (\(plan.created)): compare the clocks. \(Self.nothing)")
        }
    }

    /// Whose signature it will be: told before anything is asked of the key.
    func signatory(key given: String?, principal: String?) throws(CommandError) -> Signatory {
        let allowed = try AllowedSignersFile.read(policy.allowedSigners)
        let key = try key(given)
        let names = try publicKey(of: key).map { allowed.signers.principals(of: $0) }
        if let names, names.isEmpty, !allowed.signers.hasAuthorities {
            throw CommandError(
                .refused, "the key \(key) is not among the allowed signers \(allowed.path). \(Self.nothing)")
        }
        let who = try name(principal, among: names ?? [], of: key)
        let planner = plan.planner.operator
        if Person.mayBe(who, planner) {
            throw CommandError(
                .refused, "\(who) cannot approve what \(planner) planned: another person must approve. \(Self.nothing)")
        }
        if let own = names?.first(where: { Person.mayBe($0, planner) }) {
            throw CommandError(
                .refused,
                "the key \(key) is also \(own)'s, who planned it: another person must approve. \(Self.nothing)")
        }
        return Signatory(key: key, principal: who)
    }

    private func name(_ given: String?, among names: [String], of key: String) throws(CommandError) -> String {
        if let given { return given }
        let persons = names.filter { !AllowedSigners.isPattern($0) }
        guard let only = persons.first, persons.count == 1, names.count == 1 else {
            let known = names.isEmpty ? "" : ": the allowed signers give this key to \(names.joined(separator: ", "))"
            throw CommandError(.usage, "use --as to say who signs with \(key)\(known). \(Self.nothing)")
        }
        return only
    }

    private func key(_ given: String?) throws(CommandError) -> String {
        let home = context.environment["HOME"] ?? ""
        if let given {
            let path = given.hasPrefix("~/") ? home + given.dropFirst() : given
            guard FileManager.default.fileExists(atPath: path) else {
                throw CommandError(.inputMissing, "there is no key file \(path). \(Self.nothing)")
            }
            return path
        }
        let candidates = Self.standardKeys.map { "\(home)/.ssh/\($0)" }
        guard let found = candidates.first(where: { FileManager.default.fileExists(atPath: $0 + ".pub") }) else {
            throw CommandError(.usage, "no SSH key in \(home)/.ssh: name one with --key. \(Self.nothing)")
        }
        return found + ".pub"
    }

    /// In base64; `nil` when there is no public half beside a private key.
    private func publicKey(of key: String) throws(CommandError) -> String? {
        let path = key.hasSuffix(".pub") ? key : key + ".pub"
        guard let bytes = try? RegularFile.contents(of: path, limit: 1 << 16).bytes else { return nil }
        let words = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        return words.count >= 2 ? String(words[1]) : nil
    }

    /// Signs, and checks what was signed as whoever executes the plan will.
    func sign(as who: Signatory, for lifetime: Int64) async throws -> ApprovalFile {
        guard let keygen = SSHKeygen(context) else { throw SSHKeygen.missing }
        let now = context.now()
        let statement = ApprovalStatement(
            plan: documents.hash, approver: who.principal, created: now, expires: now.advanced(byMilliseconds: lifetime)
        )
        let text = try CanonicalJSON.text(of: statement.json)
        switch await keygen.sign(text, key: who.key, namespace: ApprovalFile.namespace) {
        case .bad(let words):
            throw CommandError(.refused, "ssh-keygen did not sign with \(who.key): \(words). \(Self.nothing)")
        case .good(let signature):
            let file = try ApprovalFile(statement, signature: signature)
            let verifier = ApprovalVerifier(context: context, allowedSigners: policy.allowedSigners)
            let planStatus = await verifier.planStatus(
                of: try CanonicalJSON.text(of: file.json), from: "what was signed")
            if case .unusable(let why) = planStatus {
                throw CommandError(.refused, "\(why). No approval was written.")
            }
            return file
        }
    }
}
