/// Refuses when reading again, sending and reading back would not fit what is left of this minute's request weight.
enum WeightBudgetGate: Gate {
    static let code = GateCode.weightBudget

    static func judge(_ facts: GateFacts) -> GateJudgement? {
        let weight = facts.weight
        let rest = facts.weightSpent == 0 ? "" : ", \(facts.weightNeeded) from here on"
        let needed = facts.weightSpent + facts.weightNeeded
        let now = facts.weightAtOnce ?? facts.weightNeeded
        let leaves = (weight.usedByAll ?? 0) + now + facts.weightReserve <= weight.limit
        guard !weight.hasRoom(for: now) || !leaves else {
            let minutes = weight.minutes(for: facts.weightNeeded)
            let spreads = minutes == 1 ? "" : ", so it spreads over about \(minutes) minutes"
            return .passed("\(needed) of \(weight.budget) request weight per minute\(rest)\(spreads)")
        }
        let all = weight.usedByAll.map { ", this IP \($0) of \(weight.limit)" } ?? ""
        let kept = leaves || facts.weightReserve == 0 ? "" : ", and \(facts.weightReserve) kept to look into an answer"
        return .refused(
            "needs \(needed)\(rest)\(kept); used \(weight.usedHere) of \(weight.budget) this minute\(all); room again in "
                + "\(weight.secondsToNextMinute) s", remedy: nil)
    }
}
