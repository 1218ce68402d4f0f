/// Whether an instance runs, from everything it and its `status` command say together. What answers runs, whatever
/// anybody says; what does not answer has proved nothing.
package enum InstancePresence: Sendable, Hashable {
    /// It answers, or its status command says so; by what.
    case running(by: String)
    /// It answers, and its `/readyz` names another mode than `trading_loop`: it places nothing.
    case anotherMode(String)
    /// Nothing answers, and its status command says that it is stopped.
    case stopped
    /// Nothing answers, and nothing says why.
    case silent(String)
}

extension InstanceReport {
    package static let tradingMode = "trading_loop"

    package var presence: InstancePresence {
        if case .success(let readiness) = readiness {
            guard let mode = readiness.mode, mode != Self.tradingMode, statedTrading != true else {
                return .running(by: "/readyz" + (readiness.mode.map { " says mode \($0)" } ?? " answers"))
            }
            return .anotherMode(mode)
        }
        if case .success(let health) = health { return .running(by: "/healthz says up \(Self.seconds(health))") }
        if metrics != nil { return .running(by: "/metrics answers") }
        switch service {
        case .running?: return .running(by: "its status command says so")
        case .stopped?: return .stopped
        case .unclear(let what)?: return .silent(what)
        case nil: return .silent("\(silence), and it has no status command")
        }
    }

    /// What its address says where no page of grinder's is: a 404, a login page, `ok`; `nil` where nothing answered.
    package var foreignAnswer: String? {
        let problems = [problem(health), problem(readiness)].compactMap(\.self).filter { $0.kind == .unusable }
        return problems.first.map { "\($0.source): \($0.detail)" }
    }

    /// Why it is not heard, in words.
    package var silence: String { foreignAnswer ?? "nothing answers" }

    /// Its status command says stopped, and yet it answers: the command counts for nothing.
    package var contradictsItsStatus: Bool { service == .stopped && answersAnything }

    /// Any page of grinder's was answered.
    var answersAnything: Bool {
        if case .success = health { return true }
        if case .success = readiness { return true }
        return metrics != nil
    }

    private func problem<Page>(_ page: Result<Page, Unavailable>) -> Unavailable? {
        if case .failure(let problem) = page { return problem }
        return nil
    }

    /// `active`, `standby`, `unknown`, `n/a`: from `/readyz`, else from `/metrics`.
    package var role: String? {
        if case .success(let readiness) = readiness, let role = readiness.role { return role }
        return metrics?.role
    }

    package var leads: Bool { role?.lowercased() == "active" }

    private static func seconds(_ health: Health) -> String { "\(health.uptimeMilliseconds / 1_000) s" }
}
