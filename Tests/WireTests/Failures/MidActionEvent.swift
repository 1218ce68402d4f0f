import ExchangeSandbox
import Synchronization

/// Something that happens once while an action is under way: when the nth request was answered, or when a mutating one
/// has arrived and nothing is done yet.
final class MidActionEvent: Sendable {
    enum Cue: Sendable, Hashable {
        case answered(Int)
        case arrived
    }

    private struct State {
        var answered = 0
        var cue: Cue?
        var act: @Sendable () -> Void = {}

        mutating func take(_ now: Cue) -> (@Sendable () -> Void)? {
            guard cue == now else { return nil }
            cue = nil
            return act
        }
    }

    private let state = Mutex(State())

    /// Counted from now.
    func play(at cue: Cue, _ act: @escaping @Sendable () -> Void) {
        state.withLock { $0 = State(answered: 0, cue: cue, act: act) }
    }

    func answered() {
        let act = state.withLock { state -> (@Sendable () -> Void)? in
            state.answered += 1
            return state.take(.answered(state.answered))
        }
        act?()
    }

    func arrived() { state.withLock { $0.take(.arrived) }?() }
}
