/** `hindcast check`: what a dataset is like, and which way its labels look. */
import { Command } from "commander";
import { auditLabels } from "../../backtest/label-audit.ts";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { reportData } from "../../data/data-report.ts";
import { checkScreen } from "../screens/check-screen.ts";
import {
  type DataFlags,
  type PrintFlags,
  loadData,
  withDataOptions,
  withPrintOptions,
} from "../shared-options.ts";

type CheckFlags = DataFlags & PrintFlags;

/** The command with its switches. */
export function checkCommand(): Command {
  const command = new Command("check")
    .description(
      "report on a dataset: span, gaps, missing cells, texts, and an audit of its labels",
    )
    .argument("<file>", "CSV of bars");
  return withPrintOptions(withDataOptions(command)).action(check);
}

async function check(file: string, flags: CheckFlags): Promise<void> {
  const data = await loadData(file, flags);
  const report = reportData(data);
  const labels = auditLabels(
    Float64Array.from(data.rows, ({ observation }) => observation.close),
    data.rows.map(({ label }) => label),
  );
  process.stdout.write(
    flags.json ? `${metricsJson({ ...report, labels })}\n` : checkScreen(report, labels),
  );
}
