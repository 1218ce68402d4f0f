/// The request weight of what a reset has still to do once its plan is drawn, counted from what is there.
package struct ResetForecast {
    let setting: FullStateReset.Setting
    let survey: ResetSurvey
    let plan: ResetPlan

    /// positionRisk, whatever the symbol.
    private static let positionsWeight = 5
    /// premiumIndex, of a closing.
    private static let markWeight = 1
    /// Read again, cancelled, read back.
    private static let cancelWeight = 3
    /// More symbols than these are not read one by one: both lists of the whole account weigh 80.
    package static let mostSymbols = 20

    package init(setting: FullStateReset.Setting, survey: ResetSurvey, plan: ResetPlan) {
        self.setting = setting
        self.survey = survey
        self.plan = plan
    }

    package var weight: Int {
        standstill + cancels + (setting.scope.onlyCancels ? 0 : closings + restart)
    }

    /// What an instance did until it was stopped is not in the plan: the lists are read anew.
    private var standstill: Int {
        if case .stopFirst = survey.instances.finding { return accountLists }
        return 0
    }

    /// And the lists once more, of all symbols that had something.
    private var cancels: Int {
        let orders = survey.orders.targets.count
        return orders == 0 ? 0 : orders * Self.cancelWeight + touchedLists
    }

    private var closings: Int {
        // Before them and after them, the orders in between.
        var sum = 2 * Self.positionsWeight + touchedLists
        for case .flatten(let target) in plan.targets {
            sum += Self.markWeight + (target.plan?.requestWeight ?? 0) + Self.positionsWeight
        }
        return sum
    }

    private var restart: Int {
        survey.instances.known.contains(where: \.hasStart) ? accountLists + Self.positionsWeight : 0
    }

    private var accountLists: Int { setting.scope.symbols.isEmpty ? 80 : 2 * setting.scope.symbols.count }

    private var touchedLists: Int {
        let symbols = Set(
            survey.lists.normal.map(\.symbol) + survey.lists.algo.map(\.symbol) + survey.positions.map(\.key.symbol)
        ).filter(setting.scope.covers)
        return (1...Self.mostSymbols).contains(symbols.count) ? 2 * symbols.count : accountLists
    }
}
