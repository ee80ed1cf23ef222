/** `hindcast audit`: shows by experiment whether any decision of a configuration can have seen the future. */
import { Command, InvalidArgumentError } from "commander";
import { LOOKBACK_BARS } from "../../data/features/feature-window.ts";
import type { AuditReport } from "../../graphs/audit/audit.ts";
import { EXPERIMENTS, type ExperimentName, type TrialRows } from "../../graphs/audit/experiment.ts";
import { parseRunConfig } from "../../graphs/run-config.ts";
import { type PlainSubject, subjectFrom } from "../audit/task.ts";
import { openWorkerLaboratory } from "../audit/worker-laboratory.ts";
import { CheckFailed } from "../check-failed.ts";
import { chooseData } from "../data-choice.ts";
import { readEnvironment } from "../environment.ts";
import { integer } from "../option-parsers.ts";
import { startProgress } from "../progress.ts";
import { type ConfigFlags, configFrom, withConfigOptions } from "../run-options.ts";
import { auditLines, auditScreen, faultLine } from "../screens/audit-screen.ts";
import { loadData } from "../shared-options.ts";

/** The command with its switches: those of `run`, and two. */
export function auditCommand(): Command {
  const command = new Command("audit").description(
    "look-ahead audit: change what a row cannot know, and see whether its decision changes",
  );
  command.option(
    "--warm-up <bars>",
    "bars after which nothing may depend on where the data starts",
    integer(1),
    LOOKBACK_BARS,
  );
  command.option(
    "--experiments <names>",
    `of ${EXPERIMENTS.join(", ")} (default: all)`,
    experimentList,
  );
  return withConfigOptions(command, "none is asked: a hash of its prompt answers").action(audit);
}

interface AuditFlags extends ConfigFlags {
  readonly warmUp: number;
  readonly experiments?: readonly ExperimentName[];
}

async function audit(flags: AuditFlags): Promise<void> {
  const choice = chooseData(flags.data);
  const data = await loadData(choice.file, flags);
  const config = parseRunConfig(configFrom(flags));
  const nodes = flags.nodes ?? null;
  const subject = { data, config, access: readEnvironment(), nodes, warmUpBars: flags.warmUp };
  const { nodeNames, rows } = await look(subject);
  if (!flags.json) {
    process.stdout.write(auditLines(choice.spoken, data.rows.length, config, nodeNames));
  }
  const report = await measure(subject, rows, flags.experiments);
  process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : auditScreen(report));
  const fault = faultLine(report);
  if (fault !== null) throw new CheckFailed(fault);
}

function experimentList(text: string): readonly ExperimentName[] {
  return text.split(",").map((part) => {
    const name = EXPERIMENTS.find((known) => known === part.trim());
    if (name !== undefined) return name;
    throw new InvalidArgumentError(`Expected experiments out of ${EXPERIMENTS.join(", ")}.`);
  });
}

/** Finds faults of rows and nodes before anything is decided; says which nodes are the user's own. */
async function look(subject: PlainSubject) {
  // Loaded on demand: help, other commands and faulty input need not wait for LangGraph.
  const { rowsOf } = await import("../../graphs/audit/audit.ts");
  const { openUniverse } = await import("../../graphs/audit/universe.ts");
  const rows = rowsOf(subject);
  const { data } = subject;
  const universe = await openUniverse(await subjectFrom(subject), {
    name: "as it is",
    rows: data.rows,
  });
  return { rows, nodeNames: universe.ownNodes };
}

async function measure(
  subject: PlainSubject,
  rows: TrialRows,
  experiments: AuditFlags["experiments"],
): Promise<AuditReport> {
  const { conductAudit } = await import("../../graphs/audit/audit.ts");
  const laboratory = openWorkerLaboratory(subject, rows);
  const progress = startProgress("auditing", "decisions");
  try {
    return await conductAudit(laboratory, rows, {
      experiments,
      onProgress: (done, total) => progress.update(done, total),
    });
  } finally {
    progress.stop();
    await laboratory.close();
  }
}
