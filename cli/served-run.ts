/** The run that a LangGraph server serves, described by the switches of `hindcast run` in one text. */
import { Command, CommanderError } from "commander";
import { UsageError } from "../data/errors.ts";
import { type ConfigFlags, withConfigOptions } from "./run-options.ts";

/** The variable that holds the text. */
const SERVED_RUN = "HINDCAST_RUN";

/**
 * The switches in the text; those that say where a run is written or who decides it are none of a server's business.
 * @throws UsageError naming the variable, for a switch that `run` does not have or a quote that is not closed
 */
export function servedFlags(text: string): ConfigFlags {
  const command = withConfigOptions(new Command(SERVED_RUN))
    .exitOverride()
    .allowExcessArguments(false)
    .configureOutput({ writeErr: () => {}, writeOut: () => {} });
  try {
    return command.parse(wordsOf(text), { from: "user" }).opts<ConfigFlags>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    const why = error.message.replace(/^error: /, "").replaceAll("\n", " ");
    throw new UsageError(`${SERVED_RUN}: expected switches of hindcast run: ${why}`);
  }
}

/** Words between blanks; single or double quotes keep blanks in a word. A backslash is a character like others. */
export function wordsOf(text: string): string[] {
  const word = /(?:[^\s"']|"[^"]*"|'[^']*')+/g;
  const rest = text.replaceAll(word, "").trim();
  if (rest !== "") throw new UsageError(`${SERVED_RUN}: expected quotes in pairs, was ${text}`);
  return [...text.matchAll(word)].map(([whole]) =>
    whole.replaceAll(
      /"([^"]*)"|'([^']*)'/g,
      (_quoted, double?: string, single?: string) => double ?? single ?? "",
    ),
  );
}
