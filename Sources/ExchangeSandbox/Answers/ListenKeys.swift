import JSON

/// listenKey: key header only, no signature; valid 60 minutes.
extension Endpoint {
    static let listenKeys: [Endpoint] = [
        Endpoint("POST", "/fapi/v1/listenKey", security: .key) { book, _, now in
            let key = book.activeListenKey(now) ?? book.nextClientId(length: 64)
            book.listenKey = (key, now + ExchangeBook.listenKeyLife)
            return .object(["listenKey": .string(key)])
        },
        Endpoint("PUT", "/fapi/v1/listenKey", security: .key) { book, _, now throws(Refusal) in
            guard let key = book.activeListenKey(now) else { throw .noListenKey }
            book.listenKey = (key, now + ExchangeBook.listenKeyLife)
            return .object(["listenKey": .string(key)])
        },
        Endpoint("DELETE", "/fapi/v1/listenKey", security: .key) { book, _, _ in
            book.listenKey = nil
            return .object([:])
        },
    ]
}

extension ExchangeBook {
    static let listenKeyLife: Int64 = 3_600_000

    func activeListenKey(_ now: Int64) -> String? {
        listenKey.flatMap { now < $0.expires ? $0.key : nil }
    }
}
