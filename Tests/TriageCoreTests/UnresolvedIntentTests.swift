import Testing
import TriageCore

/// An intent that nobody understands is everybody's until it is settled.
@Suite struct UnresolvedIntentTests {
    private static func place(_ environment: String, _ baseURL: String) -> AccountContext {
        AccountContext(environment: environment, baseURL: baseURL, account: "0123456789abcdef")
    }

    @Test(arguments: [
        ("sandbox", "http://127.0.0.1:1", true), ("sandbox", "http://127.0.0.1:2", false), ("sandbox", "", true),
        ("mainnet", "", false), ("mainnet", "http://127.0.0.1:1", false),
    ])
    func `one whose address is not understood is of every address of its environment`(
        _ environment: String, _ baseURL: String, _ isHere: Bool
    ) {
        let intent = UnresolvedIntent(
            seq: 1, recordedAt: nil, accountContext: Self.place(environment, baseURL), symbol: nil, clientOrderID: nil,
            exchangeID: nil, isAlgo: false)
        #expect(intent.isOf(Self.place("sandbox", "http://127.0.0.1:1")) == isHere)
    }
}
