// Every test of this target plays on the stage.
@_exported import OperatorStage

typealias Answer = CommandAnswer
