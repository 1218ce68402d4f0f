import AuditLog
import TriageCore

extension ResetStepRecord {
    /// `begun`, `expected-state moved: PATH as PATH`, `cancel ok: 1 cancelled`, `verified`.
    var words: String {
        let place = self.step == .whole ? nil : self.step?.rawValue ?? self.id
        let head = [place, outcome].compactMap(\.self).joined(separator: " ")
        return detail.isEmpty ? head : "\(head): \(detail)"
    }

    /// A step's status, how a reset ended, else the phase.
    var outcome: String {
        if let status = self.status { return status.rawValue }
        guard self.step == .whole, self.phase == .ended else { return self.phase?.rawValue ?? "?" }
        return self.finished == true ? "verified" : "failed"
    }

    var detail: String {
        switch self.phase {
        case .begun?: self.move ?? ""
        case .ended?: self.summary ?? whatIsLeft
        case .moving?, .moved?: [self.from, self.to].compactMap(\.self).joined(separator: " as ")
        case .stopping?, .stopped?, .starting?, .started?: self.instance ?? ""
        case .resumed?, nil: ""
        }
    }

    private var whatIsLeft: String {
        let left = (self.left ?? []).joined(separator: ", ")
        let halted = self.halted.flatMap { left.contains($0) ? nil : $0 }
        return [halted, left.isEmpty ? nil : "left: \(left)"].compactMap(\.self).joined(separator: "; ")
    }
}

extension ActionCase {
    /// How far a reset as a whole came; its orders and positions are cases of their own. `nil` of everything else.
    var reset: (outcome: String, detail: String)? {
        guard let last = phases.compactMap(\.resetStep).last else { return nil }
        return last.step == .whole && last.phase == .ended ? (last.outcome, last.detail) : ("not finished", last.words)
    }
}
