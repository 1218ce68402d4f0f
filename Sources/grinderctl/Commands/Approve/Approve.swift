import ArgumentParser
import AuditLog
import BotEvidence
import JSON
import TriageCore

struct Approve: ToolCommand {
    static let name = "approve"
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Sign another operator's plan.",
        discussion: """
            Shows the plan that --out wrote, asks for its hash, and signs with ssh-keygen: an SSH key file, or a public \
            key whose private half an ssh-agent holds. The policy's allowed signers say whose key is whose; a planner \
            cannot approve. Nothing is asked of the exchange.

            grinderctl cancel CID --reason '…' --out plan.json
            grinderctl approve plan.json --key ~/.ssh/id_ed25519.pub
            grinderctl cancel --plan plan.json --approval plan.approval.json --execute --confirm CID

            EXAMPLES
              grinderctl approve plan.json
              grinderctl approve plan.json --key ~/.ssh/id_ed25519.pub --for 20m \\
                  --confirm 3f9a1c2e
            """)

    @OptionGroup(title: "Everywhere") var shared: SharedOptions

    @Option(
        help: ArgumentHelp("SSH key to sign with (default: the first of ~/.ssh).", valueName: "FILE|FILE.pub"),
        completion: .file())
    var key: String?

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("Who signs: your name in the allowed signers file.", valueName: "PRINCIPAL"))
    var principal: String?

    @Option(
        name: .customLong("for"),
        help: ArgumentHelp("How long it is valid (default: the policy's maximum).", valueName: "30m"))
    var lifetime: String?

    @Option(
        help: ArgumentHelp("Approval file to write (default: next to the plan).", valueName: "FILE"),
        completion: .file()
    )
    var out: String?

    @Option(help: ArgumentHelp("At least the first 8 digits of the plan's hash.", valueName: "HASH"))
    var confirm: String?

    @Argument(help: ArgumentHelp("The plan file.", valueName: "PLAN"), completion: .file(extensions: ["json"]))
    var path: String

    func run(at context: CommandContext) async throws -> Int32 {
        guard out != nil || !isPipe else {
            throw CommandError(
                .usage, "the plan comes from a pipe: name the approval file with --out. Nothing was signed.")
        }
        let documents = try PlanDocuments.read(plan: path, approval: nil)
        guard let plan = documents.plan else {
            throw CommandError(.badData, "\(path) isn't a grinderctl plan, or was damaged. Nothing was signed.")
        }
        let reader = try SettingsReader(try shared(for: plan), environment: context.environment)
        let policy = try reader.policy()
        let signer = ApprovalSigner(context: context, documents: documents, plan: plan, policy: policy)
        let lifetime = try milliseconds(policy)
        try signer.checkPlan()
        let target = out ?? Self.standardPath(beside: path)
        try PrivateFile.checkAbsent(target, what: "the approval")
        let who = try signer.signatory(key: key, principal: principal)
        let store = try AuditOpening(context: context, environment: plan.accountContext.environment).append(
            reader.auditPath())
        let verifier = PlanVerifier(context: context, store: store, allowedSigners: nil)
        if try !verifier.knows(plan, hash: documents.hash) {
            Notes(console: context.console, isQuiet: shared.quiet).note(
                "this audit log did not draw the plan: compare its hash with the planner's before you confirm")
        }
        let wasAsked = try confirmed(documents, plan, at: context)
        let approval = try await signer.sign(as: who, for: lifetime)
        let investigation = Investigation(
            id: plan.investigation, incident: reader.incident?.value, accountContext: plan.accountContext, store: store)
        let text = try CanonicalJSON.text(of: approval.json)
        try investigation.record(
            .planApproved, ApprovalRecord(approval.statement, plan: plan, file: ContentDigest.sha256(text.utf8)))
        try PrivateFile.create(target, text, what: "the approval")
        let report = ApprovalReport(
            documents: documents, plan: plan, approval: approval, path: target, wasShown: wasAsked,
            audit: investigation.recorded, contextFlags: contextFlags, now: context.now())
        let accountContext = plan.accountContext
        context.show(
            report, shared,
            signature:
                "grinderctl, \(context.now()) by \(context.operatorName) on \(context.host), \(accountContext.environment) "
                + "\(accountContext.baseURL), account \(accountContext.account)")
        return 0
    }

    /// The audit log of the plan's environment, unless a flag names another.
    private func shared(for plan: PlanFile) throws -> SharedOptions {
        var shared = shared
        if let named = shared.env, named != plan.accountContext.environment {
            throw CommandError(
                .refused, "the plan is for \(plan.accountContext.environment), not for \(named). Nothing was signed.")
        }
        shared.env = plan.accountContext.environment
        return shared
    }

    /// Nothing can be put beside it.
    private var isPipe: Bool { PipedInput.isStandardInput(path) || path.hasPrefix("/dev/") || path.hasPrefix("/proc/") }

    /// `plan.json` → `plan.approval.json`
    static func standardPath(beside plan: String) -> String {
        (plan.hasSuffix(".json") ? String(plan.dropLast(5)) : plan) + ".approval.json"
    }

    private func milliseconds(_ policy: Policy) throws -> Int64 {
        let longest = policy.lifetimeMilliseconds
        guard let text = lifetime else { return longest }
        guard let given = LifetimeFlag.milliseconds(text) else {
            throw CommandError(.usage, "--for \(text) is not 1s to 24h, like 30m. Nothing was signed.")
        }
        guard given <= longest else {
            throw CommandError(
                .usage,
                "--for \(text) is longer than the policy allows (\(longest / 60_000) minutes). Nothing was signed.")
        }
        return given
    }

    /// Not interactive never means yes. Returns whether the plan was shown to a person.
    private func confirmed(_ documents: PlanDocuments, _ plan: PlanFile, at context: CommandContext) throws -> Bool {
        let digits = String(documents.hash.prefix(8))
        let prompt = Prompt(console: context.console, isAllowed: !shared.noInput)
        var given = confirm
        if given == nil {
            given = prompt.confirmation(
                of: digits, action: "approve it",
                plan: PlanWords(plan: plan, hash: documents.hash).text(at: context.now()))
        }
        guard let given else {
            throw CommandError(
                .refused, "the approval is not confirmed. Nothing was signed.",
                try: Printable.shellLine(["grinderctl"] + context.arguments + ["--confirm", digits]))
        }
        guard given.count >= 8, documents.hash.hasPrefix(given.lowercased()) else {
            throw CommandError(
                .refused, "confirmed \(given), but the plan's hash begins with \(digits). Nothing was signed.")
        }
        return confirm == nil
    }

    private var contextFlags: [String] {
        [("--config", shared.config), ("--audit-db", shared.auditDB)].flatMap { name, value in
            value.map { [name, $0] } ?? []
        }
    }
}
