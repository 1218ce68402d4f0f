extension FlattenPlan {
    /// What a flatten takes, as its runbook has it.
    package static let definitions = [
        StepDefinition(
            "position", "The position and the account's mode", asks: [.positions, .accountConfiguration]),
        StepDefinition("orders", "Resting orders around it", asks: [.openOrders, .openAlgoOrders]),
        StepDefinition("quantity", "Filters and mark price", asks: []),
        StepDefinition("running", "Which instances answer", asks: [.instances]),
        StepDefinition("close", "Sent once, and read back", asks: [.order, .positions, .trades]),
    ]
}
