/// Refuses a hedge account's position with both sides open until `--side` says which. There is nothing to plan before.
enum SideRequiredGate: Gate {
    static let code = GateCode.sideRequired

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        var sides: [String] = []
        for case .flatten(let target) in facts.targets {
            guard let plan = target.plan else {
                let held = target.held.map { "\($0.side.rawValue) \($0.amount)" }.joined(separator: " and ")
                return .refused("\(target.symbol) holds \(held)", remedy: .again(["--side", "SIDE"]))
            }
            if plan.positionSide != .both { sides.append(plan.preconditions.name) }
        }
        return sides.isEmpty ? nil : .passed(sides.joined(separator: ", "))
    }
}
