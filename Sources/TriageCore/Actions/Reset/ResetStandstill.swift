/// Steps 1 and 2: nothing is running any more, and nothing remembers.
extension FullStateReset {
    package static let question = Question(
        step: ResetStep.instanceStopped.definition.id,
        text: "Is every grinder instance stopped, on every host, the standby too?", choices: ["yes", "no"])

    func nextOfInstances() -> ResetEffect {
        guard work.hasLooked else { return .lookAtInstances }
        switch instances.finding {
        case .stopFirst(let names): return .stop(names[0])
        case .unproven, .stopped, .running: return .ask(Self.question)
        }
    }

    mutating func receiveOfInstances(_ event: ResetEvent) {
        switch event {
        case .instances(let reports):
            work.hasLooked = true
            for report in reports { instances.reports[report.name] = report }
            work.leader = work.leader ?? instances.leader
        case .answered(let text):
            hasAsked = true
            instances.word = text.map(InstanceRule.OperatorStatement.init)
        case .stopped(let name, let report, let failure):
            if let report { instances.reports[name] = report }
            if let failure {
                let why = "\(name) could not be stopped: \(failure)"
                facts[.instanceStopped] = instances.facts
                return stop(.instanceStopped, why, [.instance(name, failure)])
            }
            instances.stoppedByCommand.insert(name)
            facts[.instanceStopped, default: []].append(
                Fact("stopped", name, source: "its configured stop command, and then it no longer answered"))
        default: break
        }
    }

    mutating func settleInstances() -> Bool {
        guard work.hasLooked else { return false }
        let seen = (facts[.instanceStopped] ?? []).filter { $0.name == "stopped" } + instances.facts
        switch instances.finding {
        case .stopped:
            facts[.instanceStopped] = seen
            let how = instances.word == .saysStopped ? "the operator says so, and nothing contradicts it" : "seen so"
            let idle = instances.answering
            let what =
                idle.isEmpty
                ? "every instance is stopped"
                : "no instance that trades runs (\(idle.joined(separator: ", ")): another mode)"
            end(.instanceStopped, .ok, "\(what), \(how)")
            return true
        case .stopFirst: return false
        case .running(let names):
            facts[.instanceStopped] = seen
            stop(
                .instanceStopped, "\(names.joined(separator: ", ")): running, with no command to stop it by",
                names.map { .instance($0, "it runs") })
            return false
        case .unproven(let names):
            guard hasAsked else { return false }
            facts[.instanceStopped] = seen
            let proof = names.isEmpty ? "" : ", and silence proves nothing"
            stop(.instanceStopped, "not confirmed stopped: \(instances.words(ofUnproven: names))\(proof)")
            return false
        }
    }

    mutating func receiveFiles(_ files: [String: Result<String, ResetProblem>]) {
        work.areFilesDone = true
        for (path, result) in files.sorted(by: { $0.key < $1.key }) {
            switch result {
            case .success(let name): facts[.expectedState, default: []].append(Fact("set aside", name, source: path))
            case .failure(let problem):
                facts[.expectedState, default: []].append(Fact("not moved", problem.detail, source: path))
                left.append(.file(path, problem.detail))
            }
        }
    }

    mutating func settleFiles() -> Bool {
        guard work.areFilesDone || setting.files.isEmpty else { return false }
        let failed = (facts[.expectedState] ?? []).contains { $0.name == "not moved" }
        let moved = (facts[.expectedState] ?? []).filter { $0.name == "set aside" }.count
        let memory = "grinder holds it in memory, and loses it with the process"
        if failed {
            end(.expectedState, .attention, "\(memory); a file could not be set aside")
        } else if moved > 0 {
            end(.expectedState, .ok, "\(memory); \(Count.of(moved, "file")) set aside")
        } else {
            end(
                .expectedState, .ok,
                setting.files.isEmpty ? "\(memory); no file is named" : "\(memory); set aside before")
        }
        return true
    }
}
