/** The `hindcast` command: its subcommands and what it does with their errors. */
import { Command, CommanderError } from "commander";
import { codeVersion } from "../graphs/code-version.ts";
import { CheckFailed } from "./check-failed.ts";
import { takeTracingSettings } from "./environment.ts";
import { EXIT, answerTo } from "./exit-codes.ts";

/** Each command by its name, loaded when it is asked for: none waits for what another is made of. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import("./commands/run.ts")).runCommand(),
  follow: async () => (await import("./commands/follow.ts")).followCommand(),
  audit: async () => (await import("./commands/audit.ts")).auditCommand(),
  backtest: async () => (await import("./commands/backtest.ts")).backtestCommand(),
  check: async () => (await import("./commands/check.ts")).checkCommand(),
  world: async () => (await import("./commands/world.ts")).worldCommand(),
  attack: async () => (await import("./commands/attack.ts")).attackCommand(),
  recall: async () => (await import("./commands/recall.ts")).recallCommand(),
  evaluate: async () => (await import("./commands/evaluate.ts")).evaluateCommand(),
  behaviour: async () => (await import("./commands/behaviour.ts")).behaviourCommand(),
  ablate: async () => (await import("./commands/ablate.ts")).ablateCommand(),
  controls: async () => (await import("./commands/controls.ts")).controlsCommand(),
  dashboard: async () => (await import("./commands/dashboard.ts")).dashboardCommand(),
  "push-dataset": async () => (await import("./commands/push-dataset.ts")).pushDatasetCommand(),
  "export-finetune": async () =>
    (await import("./commands/export-finetune.ts")).exportFinetuneCommand(),
};

/** The command of this name; all of them where it is none, for help and suggestions. */
function loadCommands(name: string | undefined): Promise<readonly Command[]> {
  const asked = Object.hasOwn(COMMANDS, name ?? "") ? COMMANDS[name ?? ""] : undefined;
  return Promise.all((asked ? [asked] : Object.values(COMMANDS)).map((load) => load()));
}

/**
 * Runs the command line. Never throws: errors go to stderr as one line, and their exit code comes back.
 * @param argv arguments without node and script
 */
export async function main(argv: readonly string[]): Promise<number> {
  takeTracingSettings();
  const program = new Command("hindcast")
    .description("Honest backtests of LLM trading agents.")
    .version(codeVersion().version)
    .showSuggestionAfterError();
  const commands = await loadCommands(argv[0]);
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
