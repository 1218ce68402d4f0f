/// Refuses when reading again, sending and reading back would not fit what is left of this minute's request weight.
enum WeightBudgetGate: Gate {
    static let code = GateCode.weightBudget

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        let weight = facts.weight
        guard !weight.hasRoom(for: facts.weightNeeded) else {
            return .passed("needs \(facts.weightNeeded), budget \(weight.budget) a minute")
        }
        let all = weight.usedByAll.map { ", this IP \($0) of \(weight.limit)" } ?? ""
        let seen = "needs \(facts.weightNeeded); used \(weight.usedHere) of \(weight.budget) this minute\(all)"
        return .refused("\(seen); room again in \(weight.secondsToNextMinute) s", remedy: nil)
    }
}
