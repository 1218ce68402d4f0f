/// The five steps as a plan foresees them: what was seen, and what would be done about it.
extension ResetSurvey {
    package func outlook(_ setting: FullStateReset.Setting, _ plan: ResetPlan) -> [StepReport] {
        ResetStep.allCases.map { step in
            switch step {
            case .instanceStopped: standstill
            case .expectedState:
                StepReport(
                    step.definition, setting.files.isEmpty ? .skipped : .attention,
                    setting.files.isEmpty
                        ? "no file is named; what grinder holds in memory goes with the process"
                        : "\(Count.of(setting.files.count, "file")) to be set aside",
                    facts: setting.files.map { Fact("to be set aside", $0, source: "expected") })
            case .cancel: cancels
            case .flatten: closings(setting, plan)
            case .restart: starts(setting)
            }
        }
    }

    private var standstill: StepReport {
        let step = ResetStep.instanceStopped.definition
        let leader = instances.leader.map { [Fact("leader", $0, source: "role")] } ?? []
        let facts = instances.facts + leader
        switch instances.finding {
        case .stopped: return StepReport(step, .ok, "every instance is stopped", facts: facts)
        case .stopFirst(let names):
            return StepReport(
                step, .attention, "to be stopped, in this order: \(names.joined(separator: ", "))", facts: facts)
        case .running(let names):
            return StepReport(step, .failed, "\(names.joined(separator: ", ")): running", facts: facts)
        case .unproven(let names):
            let which = names.isEmpty ? "no instance is known" : "silent: \(names.joined(separator: ", "))"
            return StepReport(
                step, .unanswered, "\(which); only your answer can say that nothing is running", facts: facts)
        }
    }

    private var cancels: StepReport {
        let count = orders.grinders.count
        let others = "\(Count.of(orders.foreign, "order")) of others left untouched"
        return StepReport(
            ResetStep.cancel.definition, count == 0 ? .ok : .attention,
            "\(Count.of(count, "grinder order")) to be cancelled; \(others)")
    }

    /// What will be closed, and what stays and why: dust, and what an order of others holds back, as well as what others
    /// made.
    private func closings(_ setting: FullStateReset.Setting, _ plan: ResetPlan) -> StepReport {
        let step = ResetStep.flatten.definition
        guard !setting.scope.onlyCancels else { return StepReport(step, .skipped, "--only cancel ends before it") }
        guard !positions.isEmpty else { return StepReport(step, .ok, "flat") }
        let facts = positions.map { position in
            let code = setting.closesAll ? "not triaged" : codes[position.key] ?? "not triaged"
            return Fact(position.key.words, "\(position.amount), \(code)", source: "GET /fapi/v3/positionRisk")
        }
        let stays = plan.stays.map { Fact("stays", "\($0.key.words) \($0.amount): \($0.why)", source: "plan") }
        let whole = Set(plan.stays.map(\.key)).subtracting(plan.closing).count
        let rests = plan.stays.count - whole
        let parts = [
            "\(Count.of(plan.closing.count, "position")) to be closed",
            rests == 0 ? nil : "\(Count.of(rests, "rest")) too small for any order", whole == 0 ? nil : "\(whole) left",
        ]
        return StepReport(step, .attention, parts.compactMap { $0 }.joined(separator: ", "), facts: facts + stays)
    }

    private func starts(_ setting: FullStateReset.Setting) -> StepReport {
        let step = ResetStep.restart.definition
        guard !setting.scope.onlyCancels else { return StepReport(step, .skipped, "--only cancel ends before it") }
        let names = instances.known.filter(\.hasStart).map(\.name)
        guard !names.isEmpty else { return StepReport(step, .unanswered, "no start command is configured") }
        return StepReport(step, .attention, "to be started: \(names.joined(separator: ", "))")
    }
}
