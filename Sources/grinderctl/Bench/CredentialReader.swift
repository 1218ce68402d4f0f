import Binance
import FoundationEssentials
import Glibc

/// API key and secret from the environment or from files only their owner can read. There is no secret flag.
struct CredentialReader {
    let environment: [String: String]
    let files: ConfigurationFile.CredentialFiles?

    /// `nil` credentials when nothing names any; the second value lists what must never be shown.
    func read() throws -> (Credentials?, [String]) {
        let key = try value(
            variables: ["BINANCE_API_KEY"], fileVariable: "BINANCE_API_KEY_FILE", configured: files?.keyFile)
        let secret = try value(
            variables: ["BINANCE_API_SECRET", "BINANCE_SECRET_KEY"], fileVariable: "BINANCE_API_SECRET_FILE",
            configured: files?.secretFile)
        switch (key, secret) {
        case (nil, nil): return (nil, [])
        case (let key?, let secret?): return (Credentials(apiKey: key, secret: secret), [key, secret])
        case (_?, nil):
            throw Complaint(.configuration, "BINANCE_API_KEY is set but BINANCE_API_SECRET is not. Nothing was sent.")
        case (nil, _?):
            throw Complaint(.configuration, "BINANCE_API_SECRET is set but BINANCE_API_KEY is not. Nothing was sent.")
        }
    }

    private func value(variables: [String], fileVariable: String, configured: String?) throws -> String? {
        var found: [(source: String, text: String)] = []
        for name in variables {
            if let text = environment[name], !text.isEmpty { found.append((name, text)) }
        }
        if let path = environment[fileVariable], !path.isEmpty {
            found.append((fileVariable, try contents(of: path, named: fileVariable)))
        }
        if found.isEmpty, let configured {
            found.append((configured, try contents(of: configured, named: "credentials")))
        }
        guard let first = found.first else { return nil }
        if let other = found.first(where: { $0.text != first.text }) {
            throw Complaint(
                .configuration, "\(first.source) and \(other.source) differ: unset one of them. Nothing was sent.")
        }
        guard first.text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Complaint(.configuration, "\(first.source) holds spaces or control characters. Nothing was sent.")
        }
        return first.text
    }

    private func contents(of path: String, named name: String) throws -> String {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            let code: Complaint.Code = errno == ENOENT ? .inputMissing : .permissions
            throw Complaint(code, "\(name): \(path) cannot be read (\(String(cString: strerror(errno))))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw Complaint(.configuration, "\(name): \(path) is not a file")
        }
        guard status.st_mode & 0o077 == 0 else {
            throw Complaint(
                .permissions, "\(name): others can read \(path). Nothing was sent.",
                try: Printable.shellLine(["chmod", "600", path]))
        }
        var bytes = [UInt8](repeating: 0, count: 8_192)
        let count = bytes.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
        let text = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).trimmed
        guard !text.isEmpty else { throw Complaint(.configuration, "\(name): \(path) is empty") }
        return text
    }
}
