/** `hindcast check`: what a dataset is like, and which way its labels look. */
import { Command } from "commander";
import { auditLabels } from "../../backtest/label-audit.ts";
import { metricsJson } from "../../backtest/metrics-json.ts";
import { reportData } from "../../data/data-report.ts";
import { loadRows } from "../../data/load-rows.ts";
import { columnPair } from "../option-parsers.ts";
import { checkScreen } from "../screens/check-screen.ts";

interface CheckFlags {
  readonly map?: Readonly<Record<string, string>>;
  readonly timezone: string;
  readonly json?: true;
}

/** The command with its switches. */
export function checkCommand(): Command {
  return new Command("check")
    .description(
      "report on a dataset: span, gaps, missing cells, texts, and an audit of its labels",
    )
    .argument("<file>", "CSV of bars")
    .option("--map <column=name>", "name of a column in the file; may be repeated", columnPair)
    .option("--timezone <zone>", "IANA zone of times without an offset", "UTC")
    .option("--json", "print the result as JSON")
    .action(check);
}

async function check(file: string, flags: CheckFlags): Promise<void> {
  const data = await loadRows(file, {
    timezone: flags.timezone,
    ...(flags.map && { columnMap: flags.map }),
  });
  const report = reportData(data);
  const labels = auditLabels(
    Float64Array.from(data.rows, ({ observation }) => observation.close),
    data.rows.map(({ label }) => label),
  );
  process.stdout.write(
    flags.json ? `${metricsJson({ ...report, labels })}\n` : checkScreen(report, labels),
  );
}
