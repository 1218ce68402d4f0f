package import TriageCore

/// Whoever holds it receives the account's events. Cannot be printed, dumped or interpolated.
package struct ListenKey: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Goes into the stream's URL; shown nowhere.
    let text: String

    /// `nil` for what cannot stand in a path.
    init?(_ text: String) {
        guard (8...256).contains(text.utf8.count), text.utf8.allSatisfy(Self.isPlain) else { return nil }
        self.text = text
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    package var description: String { "ListenKey(<hidden>)" }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

/// The two requests about a listenKey that this client knows. There is no third: a DELETE would close the stream of
/// every consumer of the API key, the bot's too.
extension BinanceClient {
    /// `PUT /fapi/v1/listenKey`: the key of this API key, which then lives 60 minutes from now, for the bot too; `nil`
    /// when none exists (-1125).
    package func extendListenKey() async -> ExchangeAnswer<ListenKey?> {
        let answer = await listenKey(.put)
        guard case .failure(let problem) = answer.value, problem.kind == .refused(code: -1125) else {
            return answer.map { $0 }
        }
        return ExchangeAnswer(.success(nil), source: answer.source, requests: answer.requests)
    }

    /// `POST /fapi/v1/listenKey`: makes one, or extends the one there is.
    package func createListenKey() async -> ExchangeAnswer<ListenKey> { await listenKey(.post) }

    private func listenKey(_ method: Endpoint.Method) async -> ExchangeAnswer<ListenKey> {
        let endpoint = Endpoint.streamKey(method)
        var trip = RequestPipeline.RequestAttempts()
        let result = await probe(endpoint, on: &trip).flatMap { answer -> Result<ListenKey, Unavailable> in
            guard let row = try? Decoding.decode(ListenKeyRow.self, from: answer.body), let key = ListenKey(row.text)
            else {
                return .failure(
                    Unavailable(.unusable, source: endpoint.source, detail: "the answer holds no listenKey"))
            }
            return .success(key)
        }
        return ExchangeAnswer(result, source: endpoint.source, requests: trip.requests)
    }
}

/// `PUT` and `POST /fapi/v1/listenKey`
struct ListenKeyRow: Decodable, Sendable {
    let text: String

    init(from decoder: any Decoder) throws { text = try Fields(decoder).text("listenKey") }
}
