import BotEvidence
import TriageCore

/// The Prometheus server to ask, and as whom.
struct PrometheusSetting: Sendable {
    let server: PrometheusServer
    let authorization: Authorization?
}

extension SettingsReader {
    /// The configuration's token goes to the server of the configuration, wherever a flag points.
    func prometheus(_ given: String?) throws(CommandError) -> PrometheusSetting? {
        guard let text = value(\.prometheusURL, given: given) else { return nil }
        let server = try Self.server(text)
        let configured = try value(\.prometheusURL).map { text throws(CommandError) in try Self.server(text) }
        guard let file = value(\.prometheusTokenFile), configured.map(server.isAt) ?? true else {
            return PrometheusSetting(server: server, authorization: nil)
        }
        return PrometheusSetting(
            server: server,
            authorization: try Authorization.read(environment.withHome(file.value), named: "prometheus token-file"))
    }

    private static func server(_ text: Sourced<String>) throws(CommandError) -> PrometheusServer {
        do throws(AddressProblem) {
            return try PrometheusServer(text.value)
        } catch {
            let isFlag = if case .flag = text.origin { true } else { false }
            throw CommandError(
                isFlag ? .usage : .configuration,
                "\(isFlag ? "--prometheus" : "the configuration's prometheus.url") \(SettingsListing.safe(text.value)): "
                    + "\(error.detail). Nothing was sent.",
                try: isFlag ? "grinderctl … --prometheus http://HOST:9090" : nil)
        }
    }
}

extension Authorization {
    /// Of a file that its owner alone can read.
    /// - Parameter name: what named it, for people.
    static func read(_ path: String, named name: String) throws(CommandError) -> Authorization {
        guard let authorization = Authorization(file: try SecretFile.read(path, named: name)) else {
            throw CommandError(
                .configuration,
                "\(name): \(path) holds no token: one line, TOKEN or USER:PASSWORD. Nothing was sent.")
        }
        return authorization
    }
}
