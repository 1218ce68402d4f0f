/// One event of the user data stream: its name, and its JSON as it stands on the wire.
struct StreamEvent: Sendable, Equatable {
    let name: String
    let json: JSONValue

    /// `E` is when it is sent, `T` when it happened.
    init(_ name: String, sent: Int64, happened: Int64, _ members: KeyValuePairs<String, JSONValue>) {
        self.name = name
        var all: [JSONValue.Member] = [
            .init(name: "e", value: .string(name)), .init(name: "E", value: .int(sent)),
            .init(name: "T", value: .int(happened)),
        ]
        all += members.map { JSONValue.Member(name: $0.key, value: $0.value) }
        json = .object(all)
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
