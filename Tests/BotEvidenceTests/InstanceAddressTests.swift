import Testing
import TriageCore

@testable import BotEvidence

@Suite struct InstanceAddressTests {
    private static func urls(_ text: String, _ role: InstanceAddress.Role) throws -> [String?] {
        let address = try InstanceAddress(text, role: role)
        return PageName.allCases.map { address.page($0)?.url }
    }

    @Test(
        arguments: [
            ("http://b:9090", "http://b:9090", ""), ("HTTP://B:80/", "http://b", ""),
            ("https://b:443", "https://b", ""),
            ("http://gw/bot-1/healthz", "http://gw/bot-1", ""), ("http://gw/bot-2/metrics", "http://gw/bot-2", ""),
            ("http://gw/bot-2/readyz?k=v", "http://gw/bot-2", "?k=v"), ("http://gw/a/b//", "http://gw/a/b", ""),
            ("http://gw?instance=1", "http://gw", "?instance=1"),
            ("http://gw/?a=b#".dropLast(1).description, "http://gw", "?a=b"),
            ("http://[::1]:9090/x", "http://[::1]:9090/x", ""), ("http://gw/healthzz", "http://gw/healthzz", ""),
            ("http://gw/é", "http://gw/%C3%A9", ""), ("http://gw/a%2Fb", "http://gw/a%2Fb", ""),
        ] as [(String, String, String)])
    func `the pages stand behind a prefix, and a query goes along`(text: String, prefix: String, query: String) throws {
        let expected = PageName.allCases.map { "\(prefix)/\($0.rawValue)\(query)" }
        #expect(try Self.urls(text, .health) == expected)
        guard !(query.isEmpty == false && prefix.contains("/x")) else { return }
        #expect(try Self.urls(text, .metrics) == expected)
    }

    @Test(arguments: [
        (
            #"http://prom:9090/federate?match[]={job="grinder"}"#,
            "http://prom:9090/federate?match%5B%5D=%7Bjob=%22grinder%22%7D"
        ),
        ("http://exporter/probe?target=bot-1", "http://exporter/probe?target=bot-1"),
    ])
    func `of metrics another path with a query is the page itself, and no bot stands beside it`(
        text: String, url: String
    ) throws {
        #expect(try Self.urls(text, .metrics) == [nil, nil, url])
        #expect(try InstanceAddress(text, role: .metrics).isMetricsOnly)
        // Of health it is a prefix: nothing else could be meant.
        #expect(try Self.urls(text, .health)[0]?.contains("/healthz?") == true)
    }

    @Test(arguments: [
        "http://b/#top", "http://b/healthz#", "http://u:p@b/", "http://u@b", "http://b:0/", "http://b:70000", "http://",
        "http:///healthz", "ftp://b/", "unix:///run/x", "http://b c/", "http://b/\u{7}", "http://b/../healthz",
        "http://b:/",
        "",
    ])
    func `what cannot be honoured is refused, never dropped`(text: String) {
        for role in [InstanceAddress.Role.health, .metrics] {
            #expect(throws: AddressProblem.self) { _ = try InstanceAddress(text, role: role) }
        }
    }

    @Test func `two ways to write one place are one, and two places are two`() throws {
        func identity(_ text: String) throws -> String { try InstanceAddress(text, role: .health).identity }
        let same = ["http://GW:80/bot-1", "http://gw/bot-1/", "http://gw/bot-1/healthz", "http://gw/bot-1/metrics"]
        #expect(Set(try same.map(identity)).count == 1)
        let apart = [
            "http://gw/bot-1", "http://gw/bot-2", "http://gw", "http://gw/bot-1?a=1", "http://gw/bot-1?a=2",
            "https://gw/bot-1", "http://gw:8080/bot-1", "/run/bot-1",
        ]
        #expect(Set(try apart.map(identity)).count == apart.count)
    }
}
