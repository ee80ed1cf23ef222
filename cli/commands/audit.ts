/** `hindcast audit`: shows by experiment whether any decision of a configuration can have seen the future. */
import { Command } from "commander";
import { LOOKBACK_BARS } from "../../data/features/feature-window.ts";
import type { AuditReport } from "../../graphs/audit/audit.ts";
import type { AuditSubject } from "../../graphs/audit/subject.ts";
import { parseRunConfig } from "../../graphs/run-config.ts";
import { makeEmbedder } from "../../retrieval/embedders/make-embedder.ts";
import { CheckFailed } from "../check-failed.ts";
import { chooseData } from "../data-choice.ts";
import { readEnvironment } from "../environment.ts";
import { loadNodesFile } from "../nodes-file.ts";
import { integer } from "../option-parsers.ts";
import { startProgress } from "../progress.ts";
import { type ConfigFlags, configFrom, withConfigOptions } from "../run-options.ts";
import { auditLines, auditScreen, faultLine } from "../screens/audit-screen.ts";
import { loadData } from "../shared-options.ts";

/** The command with its switches: those of `run`, and one. */
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
  return withConfigOptions(command).action(audit);
}

interface AuditFlags extends ConfigFlags {
  readonly warmUp: number;
}

async function audit(flags: AuditFlags): Promise<void> {
  const choice = chooseData(flags.data);
  const data = await loadData(choice.file, flags);
  const config = parseRunConfig(configFrom(flags));
  const access = readEnvironment();
  const own = flags.nodes === undefined ? {} : await loadNodesFile(flags.nodes);
  // An embedder for every version of the data: one that remembered anything would carry it from one to the next.
  const build: AuditSubject["build"] = async () => ({
    embedder: await makeEmbedder(config.embedder, access),
    ...own,
  });
  if (!flags.json)
    process.stdout.write(auditLines(choice.spoken, data.rows.length, config, flags.nodes));
  const report = await measure({ data, config, build, warmUpBars: flags.warmUp });
  process.stdout.write(flags.json ? `${JSON.stringify(report, null, 2)}\n` : auditScreen(report));
  const fault = faultLine(report);
  if (fault !== null) throw new CheckFailed(fault);
}

async function measure(subject: AuditSubject): Promise<AuditReport> {
  // Loaded on demand: help, other commands and faulty input need not wait for LangGraph.
  const { auditPipeline } = await import("../../graphs/audit/audit.ts");
  const progress = startProgress("auditing", "decisions");
  try {
    return await auditPipeline(subject, {
      onProgress: (done, total) => progress.update(done, total),
    });
  } finally {
    progress.stop();
  }
}
