import ArgumentParser
import TriageCore

/// An action between two operators: drawn into a file, approved, carried out.
struct PlanOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Write the plan to a new file, for approve and --plan.", valueName: "FILE"),
        completion: .file())
    var out: String?

    @Option(help: ArgumentHelp("Carry out this plan file only.", valueName: "FILE"), completion: .file())
    var plan: String?

    @Option(help: ArgumentHelp("The approval of the plan file.", valueName: "FILE"), completion: .file())
    var approval: String?

    /// Reads what is named; what cannot be is told before anything is asked.
    func documents(_ action: ActionOptions) throws -> PlanDocuments? {
        if let out {
            guard !action.execute else {
                throw CommandError(
                    .usage, "--out only writes a plan and --execute carries one out: use one of them. Nothing was sent."
                )
            }
            guard plan == nil else {
                throw CommandError(
                    .usage, "--out writes a new plan and --plan reads one: use one of them. Nothing was sent.")
            }
            try PrivateFile.checkAbsent(out, what: "the plan")
        }
        guard let plan else {
            guard approval == nil else {
                throw CommandError(.usage, "--approval needs --plan FILE. Nothing was sent.")
            }
            return nil
        }
        try GivenFiles.once(files)
        return try PlanDocuments.read(plan: plan, approval: approval)
    }

    /// What is read.
    var files: [Sourced<[String]>] {
        [Sourced(plan.map { [$0] } ?? [], .flag("--plan")), Sourced(approval.map { [$0] } ?? [], .flag("--approval"))]
    }
}
