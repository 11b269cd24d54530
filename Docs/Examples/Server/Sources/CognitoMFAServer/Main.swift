import ArgumentParser

/// The command `cognito-mfa-server`.
@main
struct Main: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cognito-mfa-server",
        abstract: "The user pools of Amazon Cognito, with the multi-factor authentication of cognito-mfa.",
        discussion: "Without a subcommand it serves:\n\n\(ServeCommand.helpMessage())",
        subcommands: [ServeCommand.self, RotateCommand.self, ResealCommand.self], defaultSubcommand: ServeCommand.self)
}
