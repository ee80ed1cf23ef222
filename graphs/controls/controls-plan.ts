/** How many worlds the controls take, and how many decisions that is. */
import { UsageError } from "../../data/errors.ts";

/** What a caller may choose. */
export interface ControlsSize {
  /** Null worlds the agent decides, at least 2. @default 20 */
  readonly seeds?: number | undefined;
  /** Rows a world, at least 40. @default 240 */
  readonly rows?: number | undefined;
}

/** Sizes of all parts. */
export interface ControlsPlan {
  readonly rows: number;
  /** Null worlds that the agent decides. */
  readonly agentSeeds: number;
  /** Null worlds that rules decide; the agent's are the first of them. Rules cost next to nothing. */
  readonly ruleSeeds: number;
  /** Edge worlds; the agent decides each as it is, with shuffled news, with constant news, with permuted labels. */
  readonly edgeSeeds: number;
  /** Rows that the agent decides in all. */
  readonly decisions: number;
}

/** Null worlds of the rules for each one of the agent's. */
const RULE_SEEDS_EACH = 10;
/** Edge worlds for each null world of the agent, since each is decided four times. */
const EDGE_SEEDS_EACH = 0.4;
const EDGE_VARIANTS = 4;
const LEAST_ROWS = 40;

/** @throws UsageError for a size out of range */
export function planControls({ seeds = 20, rows = 240 }: ControlsSize): ControlsPlan {
  mustBeAtLeast("seeds", seeds, 2);
  mustBeAtLeast("rows", rows, LEAST_ROWS);
  const edgeSeeds = Math.max(2, Math.round(EDGE_SEEDS_EACH * seeds));
  return {
    rows,
    agentSeeds: seeds,
    ruleSeeds: RULE_SEEDS_EACH * seeds,
    edgeSeeds,
    decisions: rows * (seeds + EDGE_VARIANTS * edgeSeeds),
  };
}

function mustBeAtLeast(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new UsageError(`${name}: expected an integer of at least ${least}, was ${value}`);
}
