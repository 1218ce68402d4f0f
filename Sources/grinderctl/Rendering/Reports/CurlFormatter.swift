import Binance
import JSON

/// A read as one line for a shell that works when pasted. Key and signature are in no argument list: a small Python
/// program takes the key from where it is kept, signs, and hands header and URL to curl on its standard input.
struct CurlFormatter {
    let request: OutgoingRequest
    let key: KeySource?

    var text: String {
        guard request.method == "GET" else {
            let query = request.parameters.isEmpty ? "" : "?" + request.parameters
            return
                "# \(request.method) \(request.address)\(query): a write goes through gates and audit; no line for a shell"
        }
        // A query is percent-encoded and a base URL holds no quote: single quotes suffice.
        guard request.isSigned else { return "curl -sS '\(request.url)'" }
        guard let key, let signing = signing(by: key) else {
            return "# GET \(request.url): signed with a key a shell line cannot use"
        }
        let program =
            ["import \(signing.modules.union(["os", "time"]).sorted().joined(separator: ","))", "e=os.environ"]
            + signing.before + ["q=\(query)"] + signing.steps
            + [#"print("header = \"X-MBX-APIKEY: "+k+"\"\nurl = \"\#(request.address)?"+q+"&%s=%s\""%("signature",s))"#]
        return "python3 -c '\(program.joined(separator: ";"))' | curl -sS -K -"
    }

    /// The time is taken when the line runs.
    private var query: String {
        let start = request.parameters.isEmpty ? "" : request.parameters + "&"
        let offset = request.offsetMilliseconds == 0 ? "" : "+(\(request.offsetMilliseconds))"
        return #""\#(start)recvWindow=5000&timestamp="+str(int(time.time()*1000)\#(offset))"#
    }

    private struct Signing {
        let modules: Set<String>
        /// Steps that get the key.
        var before: [String] = []
        /// Steps from the query `q` to the signature `s`.
        let steps: [String]
    }

    private func signing(by key: KeySource) -> Signing? {
        if let command = key.command {
            let ask = "j=json.loads(subprocess.check_output(\(Self.quoted(command)),shell=True))"
            let proof = key.type == .sshAgent ? key.proof.first.map(Self.value) : nil
            guard let signing = signing(key.type, answered: proof) else { return nil }
            return Signing(
                modules: signing.modules.union(["json", "subprocess"]), before: [ask, #"k=j["apiKey"].strip()"#],
                steps: signing.steps)
        }
        guard let name = key.apiKey.first, let proof = key.proof.first else { return nil }
        let signing =
            switch key.type {
            case .hmac: Self.hmac(Self.value(of: proof))
            case .ed25519: Self.path(of: proof).map { Self.openssl(key: $0, "") }
            case .sshAgent: Self.agent(Self.value(of: proof))
            }
        guard var signing else { return nil }
        signing.before = ["k=" + Self.value(of: name)]
        return signing
    }

    /// With what a credential command answered; an agent's public key stands in the configuration.
    private func signing(_ type: KeyType, answered publicKey: String?) -> Signing? {
        switch type {
        case .hmac: Self.hmac(#"j["apiSecret"].strip()"#)
        case .ed25519: Self.openssl(key: #""/dev/stdin""#, #",input=j["privateKey"].encode()"#)
        case .sshAgent: publicKey.map(Self.agent)
        }
    }

    private static func hmac(_ secret: String) -> Signing {
        Signing(
            modules: ["hashlib", "hmac"],
            steps: ["s=hmac.new(\(secret).encode(),q.encode(),hashlib.sha256).hexdigest()"])
    }

    /// - Parameters:
    ///   - key: where openssl reads the key, as Python.
    ///   - feed: what it is given on its standard input.
    private static func openssl(key: String, _ feed: String) -> Signing {
        let words = #"["openssl","pkeyutl","-sign","-rawin","-inkey",\#(key),"-in",f.name]"#
        return Signing(
            modules: ["base64", "subprocess", "tempfile", "urllib.parse"],
            steps: [
                "f=tempfile.NamedTemporaryFile()", "f.write(q.encode())", "f.flush()",
                "r=subprocess.check_output(\(words)\(feed))", base64,
            ])
    }

    /// The agent is asked as it is here: the private key stays in it.
    private static func agent(_ publicKey: String) -> Signing {
        Signing(
            modules: ["base64", "socket", "struct", "urllib.parse"],
            steps: [
                #"p=lambda b:struct.pack(">I",len(b))+b"#,
                #"m=bytes([13])+p(base64.b64decode(\#(publicKey).split()[1]))+p(q.encode())+bytes(4)"#,
                "c=socket.socket(socket.AF_UNIX)", #"c.connect(e["SSH_AUTH_SOCK"])"#, "c.sendall(p(m))",
                #"r=c.makefile("rb")"#, #"r=r.read(struct.unpack(">I",r.read(4))[0])[-64:]"#, base64,
            ])
    }

    private static let base64 = #"s=urllib.parse.quote(base64.b64encode(r).decode(),"")"#

    private static func value(of part: KeySource.Part) -> String {
        switch part {
        case .variable(let name): #"e["\#(name)"].strip()"#
        case .file(let path, _), .credential(let path): "open(\(quoted(path))).read().strip()"
        case .text(let text, _): quoted(text)
        }
    }

    private static func path(of part: KeySource.Part) -> String? {
        switch part {
        case .file(let path, _), .credential(let path): quoted(path)
        case .variable, .text: nil
        }
    }

    /// A Python string that may stand between a shell's single quotes.
    private static func quoted(_ text: String) -> String {
        JSONValue.string(text).text.escaping("'", as: #"\u0027"#)
    }
}
