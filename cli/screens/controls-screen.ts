/** The screen of `hindcast controls`: what it came to in sentences, then one table of all controls. */
import type {
  Check,
  CheckName,
  Control,
  ControlGroup,
  Verdict,
} from "../../graphs/controls/control.ts";
import type { ControlsReport } from "../../graphs/controls/run-controls.ts";
import type { Ledger } from "../../nodes/models/cost/ledger.ts";
import {
  beside,
  bounds,
  bps,
  estimate,
  percent,
  percents,
  plainBps,
  points,
  spoken,
} from "./controls-figures.ts";
import { plain } from "../../data/figures.ts";
import { bold, dim, heading, table } from "./format.ts";
import { totalLine } from "./model-lines.ts";

/** The controls that do not hold, each with what was expected and what it was. */
export function brokenControls({ controls }: ControlsReport): readonly string[] {
  return controls.flatMap((control) =>
    control.checks
      .filter(({ verdict }) => verdict === "fails")
      .map(
        (check) =>
          `${control.group}, ${nameOf(control)}: ${check.name}: expected ${check.must}, was ${spoken(check)}`,
      ),
  );
}

/** The screen as text. */
export function controlsScreen(report: ControlsReport, { total: calls }: Ledger): string {
  return [
    heading("What it came to"),
    ...finding(report).map((line) => `  ${line}`),
    heading("Controls"),
    table(
      ["bps a bar", "n", "gross", "interval", "skill", "net", "costs", "beside it", "ok"],
      tableRows(report.controls),
    ),
    ...legend(report).map((line) => dim(`  ${line}`)),
    heading("Model calls"),
    `  ${totalLine(calls)}`,
    "",
  ].join("\n");
}

function finding({ controls, model, undecided, plan }: ControlsReport): readonly string[] {
  const line = (group: ControlGroup, subject: string): Control | undefined =>
    controls.find((control) => control.group === group && control.subject === subject);
  const idle = line("null world", "agent");
  const found = checkOf(line("edge world", "agent"), "share of the reader");
  const held = checkOf(line("null world", "bootstrap_intervals"), "bootstrap coverage");
  const sentences = [
    bold(verdictLine(controls)),
    idle &&
      `Without an edge the agent grossed ${estimate(idle.gross)} bps a bar: ` +
        `${bps(idle.net)} after ${plainBps(idle.costs)} of costs.`,
    found &&
      `With one it earned ${percents(found)} of what a perfect reader of it earns, ` +
        `the best rule ${percent(bestRule(controls))}.`,
    held &&
      `The leaderboard's 95 % intervals held 0 for ${percents(held)} of rules and null worlds.`,
    undecided > 0 && `The agent left ${undecided} of ${plan.decisions} rows without a decision.`,
    model === "simulated" && "Simulated: a fixed rule answered in the place of a language model.",
  ];
  return sentences.filter((sentence) => typeof sentence === "string");
}

function verdictLine(controls: readonly Control[]): string {
  const judged = controls.filter(({ verdict }) => verdict !== null);
  const count = (verdict: Verdict): number =>
    judged.filter((control) => control.verdict === verdict).length;
  const [broken, open] = [count("fails"), count("n/a")];
  const rest = open > 0 ? `; ${open} could not be judged` : "";
  if (broken === 0 && open > 0) {
    return `${open} of ${judged.length} controls could not be judged; the other ${judged.length - open} hold.`;
  }
  if (broken === 0) return `All ${judged.length} controls hold.`;
  return `${broken} of ${judged.length} controls ${broken === 1 ? "does" : "do"} not hold${rest}.`;
}

/** The largest share of the reader's gross that a rule earned; null without rules. */
function bestRule(controls: readonly Control[]): number | null {
  const shares = controls
    .filter(({ group, subject }) => group === "edge world" && subject !== "agent")
    .flatMap((control) => checkOf(control, "share of the reader")?.figure ?? []);
  return shares.length === 0 ? null : Math.max(...shares);
}

function tableRows(controls: readonly Control[]): readonly (readonly string[])[] {
  return controls.flatMap((control, i) => [
    ...(control.group === controls[i - 1]?.group ? [] : [[bold(control.group)]]),
    tableRow(control),
  ]);
}

function tableRow(control: Control): readonly string[] {
  const { seeds, gross, skill, net, costs, checks, verdict } = control;
  const figures =
    gross.seeds === 0
      ? ["", "", "", "", ""]
      : [
          bps(gross.figure),
          bounds(gross.interval),
          points(skill.figure),
          bps(net),
          plainBps(costs),
        ];
  return [`  ${nameOf(control)}`, String(seeds), ...figures, beside(checks), MARKS[verdict ?? ""]];
}

const MARKS = { holds: "yes", fails: bold("NO"), "n/a": "n/a", "": "" } as const;

function legend({ level, chanceChecks, falseAlarm, controls, strength }: ControlsReport): string[] {
  return [
    "gross: a bar, before costs, mean over n seeds; skill: bars won less 50 %, points; found: share of",
    `what the regime's reader grosses, who is right ${percent((1 + strength) / 2)} of the time; moves: all that bars move;`,
    "1 early: acts at the close before its own; hold 0: the 95 % interval of a world by itself does.",
    `Intervals: Student's t over seeds, 95 %; in the null world ${plain(100 * level, 2)} %, so that chance breaks any of`,
    `${chanceChecks} checks of a sound backtester in at most ${percent(falseAlarm)} of commands.`,
    ...openReasons(controls),
  ];
}

/** Why lines could not be judged, each reason once. */
function openReasons(controls: readonly Control[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { verdict, checks } of controls) {
    const why = checks.find((check) => check.why !== null)?.why ?? null;
    if (verdict === "n/a" && why !== null) counts.set(why, (counts.get(why) ?? 0) + 1);
  }
  return [...counts].map(
    ([why, count]) => `n/a: ${why} (${count} ${count === 1 ? "line" : "lines"}).`,
  );
}

function checkOf(control: Control | undefined, name: CheckName): Check | undefined {
  return control?.checks.find((check) => check.name === name);
}

function nameOf({ subject }: Control): string {
  return subject.replaceAll("_", " ");
}
