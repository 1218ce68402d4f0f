import Synchronization
import TriageCore

/// The symbols `exchangeInfo` listed, kept for the process.
final class KnownSymbols: Sendable {
    private let symbols = Mutex<Set<Symbol>?>(nil)

    var known: Set<Symbol>? { symbols.withLock { $0 } }

    func keep(_ listed: Set<Symbol>) { symbols.withLock { $0 = listed } }
}
