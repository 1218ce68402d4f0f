import Testing
import TriageCore

struct SignersTests {
    @Test(arguments: [
        ("ada", "ada", true), ("ada@example.com", "ada", true), ("ADA@Example.com", "ada", true),
        ("ada", "ada as root", true), ("root", "ada as root", true), ("bob", "ada as root", false),
        ("adam", "ada", false), ("bob@ada.com", "ada", false), ("ada@example.com", "ada@corp.example", true),
        ("bob", "", false), ("uid 1007", "uid 1007", true),
        ("root+other@example.com", "root", true), ("root+a", "root+b", true),
        ("ada+x@example.com", "Ada as root", true),
        ("+x@example.com", "", false), ("bob+ada@example.com", "ada", false),
    ])
    func `a principal that may be the operator counts as the operator`(
        _ principal: String, _ login: String, _ same: Bool
    ) {
        #expect(Person.mayBe(principal, login) == same)
    }

    @Test func `allowed signers tell whose key is whose, over all lines`() {
        let signers = AllowedSigners(
            text: """
                # a comment ssh-ed25519 AAAA
                bob@example.com,robert namespaces="git,grinderctl-approval",valid-after="20260101" ssh-ed25519 AAAA bob
                "carol smith" ssh-ed25519 BBBB

                ada\tssh-ed25519 AAAA
                *@example.com cert-authority ssh-rsa CCCC ca
                broken ssh-ed25519
                """)
        #expect(signers.principals(of: "AAAA") == ["bob@example.com", "robert", "ada"])
        #expect(signers.principals(of: "BBBB") == ["carol smith"])
        #expect(signers.principals(of: "DDDD").isEmpty)
        #expect(signers.hasAuthorities)
        #expect(signers.entries.count == 4)
    }

    /// Made with `ssh-keygen -Y sign -n grinderctl-approval`.
    private static let armoured = """
        -----BEGIN SSH SIGNATURE-----
        U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAgf33ziN3nCYR5qchJmfOaJtjN3+
        +OIkTrUMI+AgOa2BwAAAATZ3JpbmRlcmN0bC1hcHByb3ZhbAAAAAAAAAAGc2hhNTEyAAAA
        UwAAAAtzc2gtZWQyNTUxOQAAAEATcLwamV039RRDHAFkcnhZKB19efk+NmVFu2+QgiCWM+
        PRntiSRc5KGLxqS8z+zAr7h9PAXHTCxDDeuHihN+MM
        -----END SSH SIGNATURE-----

        """

    @Test func `a signature tells its namespace and its key`() throws {
        let signature = try #require(SSHSignature(armoured: Self.armoured))
        #expect(signature.namespace == "grinderctl-approval")
        #expect(signature.key == "AAAAC3NzaC1lZDI1NTE5AAAAIH9984jd5wmEeanISZnzmibYzd/vjiJE61DCPgIDmtgc")
    }

    @Test(arguments: [
        "", "-----BEGIN SSH SIGNATURE-----\n-----END SSH SIGNATURE-----",
        armoured.replacing("U1NIU0lH", with: "U1NIU0lI"), armoured.replacing("AQAAADMAAAAL", with: "AQH//zMAAAAL"),
        armoured.replacing("BEGIN SSH", with: "BEGIN PGP"),
        armoured.replacing("U1NIU0lHAAAAAQ", with: "U1NIU0lHAAAAAg"),
    ])
    func `anything else is none`(_ text: String) {
        #expect(SSHSignature(armoured: text) == nil)
    }
}
