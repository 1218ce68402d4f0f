package import ExchangeSandbox
import Synchronization

/// Holds requests back until all of a round have arrived: what is asked one after another never gets its answer, however
/// fast or slow the machine is.
package final class RequestBarrier: Sendable {
    private struct State {
        var rounds: [[String]]
        var met = 0
    }

    private let state: Mutex<State>

    /// - Parameter rounds: the paths asked together, one round after another; other paths pass.
    package init(_ rounds: [[String]]) { state = Mutex(State(rounds: rounds)) }

    /// Every round has met.
    package var isComplete: Bool { state.withLock { $0.rounds.isEmpty } }

    /// Hand it to `beforeAnswer`. Whoever waits for two minutes in vain is let through.
    package func arrive(_ request: SeenRequest) async {
        let mine = state.withLock { state -> Int? in
            guard let place = state.rounds.first?.firstIndex(of: request.path) else { return nil }
            let round = state.met
            state.rounds[0].remove(at: place)
            if state.rounds[0].isEmpty {
                state.rounds.removeFirst()
                state.met += 1
            }
            return round
        }
        guard let mine else { return }
        for _ in 0..<90_000 where state.withLock({ $0.met }) == mine { try? await Task.sleep(for: .milliseconds(10)) }
    }
}
