/// `help gates`, the part on what a configuration may demand.
extension HelpTopic {
    static let policyText = """
        policy refuses unless the configuration's extra requirements are met, for all actions or for one:

          policy:
            ticket: required              # --ticket
            fresh-triage: 10              # minutes, at most 15; then --without-triage is not accepted
            second-operator: required     # four eyes: an approved plan file
            allowed-signers: ~/.config/grinderctl/allowed_signers   # as in ssh-keygen(1): whose key is whose
            approval-lifetime: 30m        # how long an approval lasts, and how old a plan may be
            actions: {flatten: {second-operator: required}}         # cancel flatten reset reconnect

        Four eyes, the first operator, the second, then either of them:

          grinderctl cancel CID --reason '…' --out plan.json
          grinderctl approve plan.json --key ~/.ssh/id_ed25519.pub
          grinderctl cancel --plan plan.json --approval plan.approval.json --execute --confirm CID

        The planner is a login, the approver a name of the allowed signers; ada@example.com is ada, and ada with sudo
        still is. A plan is carried out once, as it was drawn, where it was drawn, against unchanged facts (stale-plan).

        Leaving the configuration out changes nothing: the audit log remembers what was required when it last acted in the
        environment, and acting under less is refused until --policy-loosened, which is recorded.
        """
}
