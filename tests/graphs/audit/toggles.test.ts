/** The look-ahead audit of the toggles: none of them may let the future in, nor make a row depend on how rows run. */
import { expect, it } from "vitest";
import { auditPipeline } from "../../../graphs/audit/audit.ts";
import { parseRunConfig } from "../../../graphs/run-config.ts";
import { makeHashEmbedder } from "../../../retrieval/embedders/hash-embedder.ts";
import { dataOf } from "../../support/pipeline.ts";
import { rowsWithFlaws } from "./small-audit.ts";

const data = dataOf(rowsWithFlaws(3));
const rows = { from: 66, to: 70 };
const build = () => ({ embedder: makeHashEmbedder() });

it.each([
  { calibrated: true, quantFirst: true, groundingGate: true, contextTokens: 200 },
  { singleCall: true, contextTokens: 200 },
])("%j is clean", async (toggles) => {
  const config = parseRunConfig({ horizonBars: 2, rows, ...toggles });
  const report = await auditPipeline({ data, config, build }, { checkPower: false });
  const others = report.experiments.flatMap(({ name, outcome }) =>
    outcome.verdict === "clean" ? [] : [[name, outcome.verdict]],
  );
  // Detached data shows over nine rows at least: the command's audits see to that.
  expect(others).toEqual([["detached", "not run"]]);
  expect(report.failedRows).toBe(0);
});
