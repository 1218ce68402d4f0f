import Synchronization
import TriageCore

/// What `exchangeInfo` said, kept until it is forgotten: the symbols it lists, and its page for whoever needs more of it.
final class KnownSymbols: Sendable {
    private let kept = Mutex<(symbols: Set<Symbol>, page: [UInt8])?>(nil)

    var known: Set<Symbol>? { kept.withLock { $0?.symbols } }
    var page: [UInt8]? { kept.withLock { $0?.page } }

    func forget() { kept.withLock { $0 = nil } }

    func keep(_ listed: Set<Symbol>, page: [UInt8]) { kept.withLock { $0 = (listed, page) } }
}
