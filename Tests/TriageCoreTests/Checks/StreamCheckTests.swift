import Testing
import TriageCore

struct StreamCheckTests {
    @Test func `only a check by name asks for the listenKey, and before it connects`() {
        #expect(!CheckWorld().stream().asked.contains(.listenKey))
        let named = CheckWorld().stream(byName: true).asked
        #expect(named.contains(.listenKey))
        #expect(named.last == .streamHandshake)
    }

    @Test func `a server that opens and sends nothing wants a look, whatever else is known`() {
        let verdict = CheckWorld().stream().verdict
        #expect(verdict?.code == "attention")
        #expect(verdict?.cause.contains("no event came") == true)
        #expect(verdict?.next.first == NextCommand("stream", "watch", "--for", "10m"))
        #expect(CheckWorld().stream(byName: true).verdict?.code == "attention")
    }

    @Test func `only an event that was received is health, and trouble in the log weighs more`() {
        var world = CheckWorld()
        world.handshake = .success(CheckWorld.handshake(.stayedOpen, events: 1))
        for byName in [false, true] {
            #expect(world.stream(byName: byName).verdict?.code == "healthy")
            #expect(world.stream(byName: byName).verdict?.confidence == .likely)
        }
        world.logs = .success(CheckWorld.log(["ws_connected", "reconnect_failed"]))
        #expect(world.stream(byName: true).verdict?.code == "degraded")
    }

    @Test(arguments: [
        ("wss://fstream.binance.com/ws/abc", "dead"), ("wss://fstream.binance.com:443/stream?streams=x", "dead"),
        ("wss://fstream.binance.com/private/ws/abc", "attention"),
        ("wss://fstream.binancefuture.com/ws/abc", "attention"), ("no address", "attention"),
    ])
    func `an address without its route is silent for ever, where the log shows it`(address: String, code: String) {
        var world = CheckWorld()
        world.logs = .success(CheckWorld.log(["ws_connected"], saying: address))
        let verdict = world.stream().verdict
        #expect(verdict?.code == code)
        if code == "dead" { #expect(verdict?.summary.contains("/private") == true) }
    }

    /// The log's words, without and with a key that exists.
    @Test(arguments: [
        (["listenKey_created", "ws_connected"], "attention", "attention"),
        (["ws_connected", "ws_transient_error", "ws_reconnected"], "attention", "attention"),
        (["ws_connected", "listenKey_expired"], "dead", "degraded"),
        (["ws_connected", "listenKey_expired", "ws_transient_error"], "dead", "degraded"),
        (["ws_connected", "listenKey_expired", "ws_reconnected"], "attention", "attention"),
        (["ws_connected", "ws_transient_error", "reconnect_failed"], "degraded", "degraded"),
        (["ws_connected", "keepalive_failed"], "degraded", "degraded"),
        (["ws_connected", "ws_closed", "listenKey_closed"], "degraded", "degraded"),
        (["keepalive_ok"], "attention", "attention"),
        // Of the market stream.
        (["WS disconnected"], "attention", "attention"),
    ])
    func `the log's last word decides`(words: [String], plain: String, named: String) {
        var world = CheckWorld()
        world.logs = .success(CheckWorld.log(words))
        #expect(world.stream().verdict?.code == plain)
        #expect(world.stream(byName: true).verdict?.code == named)
    }

    @Test func `a log that ended long ago says nothing of now`() {
        var world = CheckWorld()
        world.logs = .success(CheckWorld.log(["ws_connected"], endedBefore: 3_600_001))
        #expect(world.stream().verdict?.summary.contains("log ends at") == true)
        world.logs = .success(CheckWorld.log(["ws_connected"], endedBefore: 3_600_000))
        #expect(world.stream().verdict?.cause.contains("ws_connected") == true)
        // A death it tells of is not undone by time.
        world.logs = .success(CheckWorld.log(["listenKey_expired"], endedBefore: 9_000_000))
        #expect(world.stream().verdict?.code == "dead")
    }

    @Test func `no listenKey is a dead stream, whatever the log says`() {
        var world = CheckWorld()
        world.listenKey = .success(.absent)
        world.logs = .success(CheckWorld.log(["ws_connected"]))
        let verdict = world.stream(byName: true).verdict
        #expect(verdict?.code == "dead")
        #expect(verdict?.confidence == .certain)
        #expect(verdict?.next.first == NextCommand("stream", "reconnect"))
    }

    @Test func `no connection is death, a refusal or a close is not silence`() {
        var world = CheckWorld()
        world.handshake = .failure(Given.unreachable)
        #expect(world.stream().verdict?.code == "exchange-unavailable")
        world.handshake = .success(CheckWorld.handshake(.refused(status: 502)))
        #expect(world.stream().verdict?.code == "inconclusive")
        #expect(world.stream(byName: true).verdict?.code == "inconclusive")
        world.handshake = .success(CheckWorld.handshake(.closed("close code 1008 by the server")))
        #expect(world.stream(byName: true).verdict?.code == "degraded")
        world.handshake = .success(CheckWorld.handshake(.refused(status: 404)))
        #expect(world.stream().verdict?.cause.contains("HTTP 404") == true)
    }

    @Test func `a key that the exchange refuses is not a dead stream`() {
        var world = CheckWorld()
        let refused = Unavailable(
            .credentialsRefused, source: "PUT /fapi/v1/listenKey", detail: "HTTP 401", trouble: .keyFormat)
        world.listenKey = .failure(refused)
        #expect(world.stream(byName: true).verdict?.code == "credentials-refused")
        world.listenKey = .failure(Given.unreachable)
        #expect(world.stream(byName: true).verdict?.code == "inconclusive")
    }
}
