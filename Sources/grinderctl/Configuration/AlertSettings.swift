import BotEvidence
import Listening

/// What the configuration says of Alertmanager and of `listen`, each setting with where it came from.
extension SettingsReader {
    /// Where the firing alerts are fetched; `nil` when nothing names a place.
    ///
    /// The configured token goes to the configured host alone, or to the one host there is: never to another one that a
    /// flag names.
    func alertmanager(_ flag: String?) throws -> AlertFetch? {
        guard let named = value(\.alertmanagerURL, given: flag) else { return nil }
        let address = try Self.address(named)
        let own = try value(\.alertmanagerURL).map(Self.address)
        let isOurs = own.map { $0.origin == address.origin } ?? true
        return AlertFetch(address, token: isOurs ? try value(\.alertmanagerTokenFile).map(token) : nil)
    }

    private static func address(_ named: Sourced<String>) throws(CommandError) -> AlertmanagerAddress {
        do throws(AddressProblem) {
            return try AlertmanagerAddress(named.value)
        } catch {
            let what = named.origin.kind == "flag" ? "--alertmanager" : "alertmanager.url (\(named.origin))"
            throw CommandError(
                named.origin.kind == "flag" ? .usage : .configuration,
                "\(what) cannot be asked: \(error.detail). Nothing was asked.")
        }
    }

    /// A file with a bearer token, which others may not read.
    fileprivate func token(_ file: Sourced<String>) throws(CommandError) -> String {
        let path = environment.withHome(file.value)
        let bytes = try SecretFile.read(path, named: "the token file (\(file.origin))")
        let text = String(decoding: bytes, as: UTF8.self).trimmed
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw CommandError(
                .configuration,
                "the token file \(path) (\(file.origin)) holds no token: one word of ASCII. Nothing was sent."
            )
        }
        return text
    }
}

/// What `listen` works with.
struct ListenSettings: Sendable {
    let place: ListeningPlace
    let token: String?
    /// A command for /bin/sh.
    let notify: String?
}

extension SettingsReader {
    /// Flags win over the configuration.
    func listening(bind: String?, tokenFile: String?, notify: String?) throws -> ListenSettings {
        let bind = weighed(\.listenBind, given: bind)
        let isFlag = bind.origin.kind == "flag"
        let place: ListeningPlace
        do throws(ListeningProblem) {
            place = try ListeningPlace(bind.value)
        } catch {
            throw CommandError(
                isFlag ? .usage : .configuration,
                "\(isFlag ? "--bind" : "listen.bind (\(bind.origin))"): \(error.detail)")
        }
        let file = value(\.listenTokenFile, given: tokenFile)
        let token = try file.map(token)
        guard place.isLoopback || token != nil else {
            throw CommandError(
                .configuration,
                "\(place) is reached from beyond this machine, and no token keeps strangers out. Nothing listens.",
                try: Printable.shellLine(["grinderctl", "listen", "--bind", bind.value, "--token-file", "FILE"]))
        }
        let command = value(\.listenNotify, given: notify)
        if let command, command.origin.kind != "flag", let path = configuration.path,
            let objection = FileOwner.configuration.objection(to: path)
        {
            throw CommandError(
                .permissions, "\(objection.words), and its listen.notify would be run. Nothing listens.",
                try: objection.attempt)
        }
        return ListenSettings(place: place, token: token, notify: command.flatMap { $0.value.trimmed.nonEmpty })
    }
}
