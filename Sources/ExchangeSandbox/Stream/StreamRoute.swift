import Foundation

/// What a WebSocket URL asks for.
///
/// Since 2026-04-23 user data is delivered under `/private` only: an old URL opens without error and stays silent, and
/// so does one with a key that is not valid.
struct StreamRoute: Sendable, Equatable {
    /// Listen keys, each with the events it wants; nil: all.
    var keys: [String: Set<String>?] = [:]
    /// Events come as `{"stream":…,"data":…}`.
    var isCombined = false
    /// User data is delivered nowhere else.
    private let isPrivate: Bool

    /// Without the key, which is a secret.
    let shownPath: String

    /// Nil where the exchange has no stream at all.
    init?(path: String, query: String) {
        let words = path.split(separator: "/").map(String.init)
        guard let first = words.first else { return nil }
        let isRouted = ["private", "public", "market"].contains(first)
        let rest = isRouted ? Array(words.dropFirst()) : words
        guard let kind = rest.first, kind == "ws" || kind == "stream", rest.count <= 2 else { return nil }
        shownPath = "/" + (isRouted ? "\(first)/" : "") + kind
        isCombined = kind == "stream"
        isPrivate = first == "private"
        guard isPrivate else { return }
        if rest.count == 2 { keys[rest[1]] = .some(nil) }
        addKeys(query)
    }

    /// `listenKey=<k1>&events=A/B&listenKey=<k2>…`: events belong to the key before them.
    private mutating func addKeys(_ query: String) {
        var last: String?
        for pair in query.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1).map { String($0).removingPercentEncoding ?? "" }
            guard parts.count == 2 else { continue }
            switch parts[0] {
            case "listenKey":
                last = parts[1]
                keys[parts[1]] = .some(nil)
            case "events":
                if let last { keys[last] = Set(parts[1].split(separator: "/").map(String.init)) }
            case "streams":
                for key in parts[1].split(separator: "/") { keys[String(key)] = .some(nil) }
            default: break
            }
        }
    }

    /// Adds a key with all its events; nothing happens where no user data is.
    mutating func subscribe(_ key: String) {
        if isPrivate, keys[key] == nil { keys[key] = .some(nil) }
    }

    func wants(_ event: StreamEvent, of key: String) -> Bool {
        guard let wanted = keys[key] else { return false }
        return wanted?.contains(event.name) ?? true || event.name == "listenKeyExpired"
    }
}
