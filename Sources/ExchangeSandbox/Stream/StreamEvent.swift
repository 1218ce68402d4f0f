import JSON

/// One event of the user data stream: its name, and its JSON as it stands on the wire.
struct StreamEvent: Sendable, Equatable {
    let name: String
    let json: JSONValue

    /// `E` is when it is sent, `T` when it happened.
    init(_ name: String, sent: Int64, happened: Int64, _ members: JSONValue.Members) {
        self.name = name
        json = .object(["e": .string(name), "E": .int(sent), "T": .int(happened)] + members)
    }

    private init(_ name: String, json: JSONValue) {
        self.name = name
        self.json = json
    }

    static func listenKeyExpired(_ key: String, sent: Int64) -> StreamEvent {
        let name = "listenKeyExpired"
        return StreamEvent(
            name, json: .object(["e": .string(name), "E": .int(sent), "listenKey": .string(key)]))
    }
}
