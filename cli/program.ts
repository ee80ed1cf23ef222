/** The `hindcast` command: its subcommands and what it does with their errors. */
import { Command, CommanderError } from "commander";
import { codeVersion } from "../graphs/code-version.ts";
import { CheckFailed } from "./check-failed.ts";
import { attackCommand } from "./commands/attack.ts";
import { auditCommand } from "./commands/audit.ts";
import { backtestCommand } from "./commands/backtest.ts";
import { checkCommand } from "./commands/check.ts";
import { recallCommand } from "./commands/recall.ts";
import { controlsCommand } from "./commands/controls.ts";
import { runCommand } from "./commands/run.ts";
import { worldCommand } from "./commands/world.ts";
import { EXIT, answerTo } from "./exit-codes.ts";

/**
 * Runs the command line. Never throws: errors go to stderr as one line, and their exit code comes back.
 * @param argv arguments without node and script
 */
export async function main(argv: readonly string[]): Promise<number> {
  const program = new Command("hindcast")
    .description("Honest backtests of LLM trading agents.")
    .version(codeVersion().version)
    .showSuggestionAfterError();
  const commands = [
    runCommand(),
    auditCommand(),
    backtestCommand(),
    checkCommand(),
    worldCommand(),
    attackCommand(),
    recallCommand(),
    controlsCommand(),
  ];
  for (const command of commands) program.addCommand(command);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      outputError: (text, write) =>
        write(
          `${text
            .replace(/^error: /, "hindcast: ")
            .trim()
            .replaceAll("\n", " ")}\n`,
        ),
    });
  }
  try {
    await program.parseAsync([...argv], { from: "user" });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.badInput;
    if (error instanceof CheckFailed) {
      process.stderr.write(`hindcast: ${error.message}\n`);
      return EXIT.failed;
    }
    const { code, text } = answerTo(error);
    process.stderr.write(`${text}\n`);
    return code;
  }
}
