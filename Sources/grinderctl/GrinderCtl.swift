import ArgumentParser
import Yams

@main
struct GrinderCtl: AsyncParsableCommand {}
