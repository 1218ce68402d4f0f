package import JSON
package import TriageCore

/// `reset.step`: before and after each step of a reset and each thing done in it, with what it stands on.
package struct ResetStepMembers: RecordMembers {
    package static let kinds: [AuditKind] = [.resetStep]
    package static let schema = RecordSchema(ResetStepMembers())

    package let step = Member<ResetPlace>("step")
    package let phase = Member<ResetPhase>("phase")
    /// `begun` and `resumed` of the whole: its scope and what it found.
    package let only = Member<ActionKind>("only")
    package let symbols = Member<[Symbol]>("symbols")
    package let files = Member<[String]>("files")
    package let closesAll = Member<Bool>("closesAll")
    package let leader = Member<String>("leader")
    package let instances = Member<[RecordedSighting]>("instances")
    /// `begun` of a step.
    package let move = Member<String>("move")
    /// `stopping` to `started`.
    package let instance = Member<String>("instance")
    package let role = Member<String>("role")
    /// `moving`, `moved`.
    package let from = Member<String>("from")
    package let to = Member<String>("to")
    /// `ended` of a step.
    package let id = Member<String>("id")
    package let status = Member<StepReport.Status>("status")
    package let summary = Member<String>("summary")
    package let facts = Member<[RecordedFact]>("facts")
    /// `ended` of the whole.
    package let finished = Member<Bool>("finished")
    package let halted = Member<String>("halted")
    package let left = Member<[String]>("left")
    package let positions = Member<[String]>("positions")
}

package typealias ResetStepRecord = Record<ResetStepMembers>

/// What a row of a reset is about.
package enum ResetPlace: Sendable, Hashable {
    case whole
    case step(ResetStep)
}

extension ResetPlace: RawRepresentable, RecordValue {
    package init?(rawValue: String) {
        if rawValue == "reset" {
            self = .whole
        } else if let step = ResetStep(rawValue: rawValue) {
            self = .step(step)
        } else {
            return nil
        }
    }

    package var rawValue: String {
        switch self {
        case .whole: "reset"
        case .step(let step): step.rawValue
        }
    }
}

package enum ResetPhase: String, RecordValue, CaseIterable {
    case begun, resumed, ended
    /// Before the stop command of an instance is run, and after it was seen to have stopped.
    case stopping, stopped
    case starting, started
    /// Of a file of the expected state that is set aside.
    case moving, moved
}

package struct SightingMembers: RecordMembers {
    package static let kinds: [AuditKind] = []
    package static let schema = RecordSchema(SightingMembers())

    package let name = Member<String>("name")
    package let seen = Member<String>("seen")
}

/// An instance as it was seen when a reset began.
package typealias RecordedSighting = Record<SightingMembers>

extension ResetStepRecord {
    package init(_ place: ResetPlace, _ phase: ResetPhase) {
        self.init()
        self.step = place
        self.phase = phase
    }

    package init(_ step: ResetStep, _ phase: ResetPhase) { self.init(.step(step), phase) }

    /// Before anything is done.
    package init(
        _ phase: ResetPhase, _ setting: FullStateReset.Setting, leader: String?, instances: [Fact]
    ) {
        self.init(.whole, phase)
        self.only = setting.scope.onlyCancels ? .cancel : nil
        self.symbols = setting.scope.symbols.sorted()
        self.files = setting.files
        self.closesAll = setting.closesAll
        self.leader = leader
        self.instances = instances.map { fact in
            var sighting = RecordedSighting()
            sighting.name = fact.name
            sighting.seen = fact.value
            return sighting
        }
    }

    package init(_ step: ResetStep, ended report: StepReport) {
        self.init(step, .ended)
        self.id = report.id.rawValue
        self.status = report.status
        self.summary = report.summary
        self.facts = report.facts.map(RecordedFact.init)
    }

    package init(ended conclusion: ResetConclusion) {
        self.init(.whole, .ended)
        self.finished = conclusion.isFinished
        self.halted = conclusion.halted
        self.left = conclusion.left.map(\.words)
        self.positions = conclusion.left.compactMap { left in
            if case .position(let position, _, _) = left { return position.key.words }
            return nil
        }
    }

    /// What it tells a run that goes on; `nil` of what is only told, such as a move or a step's end.
    package var event: ResetProgress.Event? {
        guard let step = self.step, let phase = self.phase else { return nil }
        switch (step, phase) {
        case (.whole, .begun):
            return .begun(
                ResetScope(onlyCancels: self.only == .cancel, symbols: Set(self.symbols ?? [])),
                files: self.files ?? [], leader: self.leader)
        case (.whole, .resumed): return .resumed(files: self.files ?? [])
        case (.whole, .ended): return .ended(isFinished: self.finished ?? false, left: Set(self.positions ?? []))
        case (.step(.instanceStopped), .stopping): return self.instance.map { .stopping($0) }
        case (.step(.expectedState), .moved): return self.from.map { .setAside($0) }
        case (.step(.restart), .starting): return .starting
        case (.step(.restart), .started): return self.instance.map { .started($0) }
        case (_, .begun), (_, .resumed), (_, .ended), (_, .stopping), (_, .stopped), (_, .starting), (_, .started),
            (_, .moving), (_, .moved):
            return nil
        }
    }
}

extension ResetProgress {
    /// Payloads of the `reset.step` rows of one reset, oldest first; what is not understood tells nothing.
    package init(rows: [JSONValue]) {
        self.init(events: rows.compactMap { ResetStepRecord($0)?.event })
    }
}
