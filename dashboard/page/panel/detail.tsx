/** What was decided on a bar and what it rested on, part by part, of one run or of two. */
import type { ComponentChildren } from "preact";
import type { RowDetail } from "../../wire/api.ts";
import { type DetailPart, differencesOf, sortedParts } from "../logic/differences.ts";
import { safeLink } from "../logic/safe-link.ts";
import { ShownText } from "../parts/shown-text.tsx";
import { Analysts } from "./analysts.tsx";
import { Both, type Side, SideName, type Sides } from "./both.tsx";
import { DecideAgain } from "./decide-again.tsx";
import { Cases, Features, News } from "./evidence.tsx";
import { Findings } from "./findings.tsx";
import { NodeRuns } from "./node-runs.tsx";
import { Rationale, VerdictLegend } from "./rationale.tsx";
import { Verdict } from "./verdict.tsx";

/** Stands for a second run that has nothing to show. */
export interface Missing {
  readonly name: string;
  readonly words: string;
}

const NOTHING: ReadonlySet<DetailPart> = new Set();

export function Detail({
  sides,
  missing,
}: {
  readonly sides: Sides;
  readonly missing: Missing | null;
}) {
  const { own, other } = sides;
  const { head, detail } = own;
  const differing = other === null ? NOTHING : differencesOf(detail, other.detail);
  const part = { sides, differing };
  return (
    <>
      {other && <Differences differing={differing} />}
      <div class={other === null && missing === null ? undefined : "two"}>
        <Decided side={own} differing={differing} isNamed={other !== null || missing !== null} />
        {other && <Decided side={other} differing={differing} isNamed isOther />}
        {missing && (
          <div class="decided">
            <p class="side-name other">{missing.name}</p>
            <p class="note">{missing.words}</p>
          </div>
        )}
      </div>
      {[own, other].some((side) => (side?.detail.numbers.length ?? 0) > 0) && <VerdictLegend />}
      <Part {...part} title="Findings of the reasoning audit" name="findings">
        {(side) => <Findings findings={side.detail.findings} />}
      </Part>
      <Section title="Analysts" note={sameNote(sides, !differing.has("analysts"))}>
        <Analysts sides={sides} />
      </Section>
      <Part {...part} title="Cases, with what followed" name="cases" isWide>
        {(side) => <Cases cases={side.detail.cases} />}
      </Part>
      <Part {...part} title="Features" name="features" isWide>
        {(side) => <Features features={side.detail.features} />}
      </Part>
      <Part {...part} title="News" name="news" isWide>
        {(side) => <News news={side.detail.news} />}
      </Part>
      {[own, other].some((side) => (side?.detail.remarks.length ?? 0) > 0) && (
        <Part {...part} title="Remarks" name="remarks">
          {(side) => <Remarks side={side} />}
        </Part>
      )}
      <Section title="Nodes: time, tokens, cost">
        <Both sides={sides} isSame={false} isWide>
          {(side) => <Nodes side={side} />}
        </Both>
      </Section>
      <Section title="Decide again" {...(other && { note: head.name })}>
        <DecideAgain head={head} detail={detail} />
      </Section>
    </>
  );
}

/** Which parts differ, before any of them is read. */
function Differences({ differing }: { readonly differing: ReadonlySet<DetailPart> }) {
  const { differ, same } = sortedParts(differing);
  return (
    <p class="note differences">
      {differ.length > 0 && (
        <>
          <b class="differ-sign">≠</b> Different: {differ.join(", ")}.{" "}
        </>
      )}
      {same.length > 0 && <>The same: {same.join(", ")}.</>}
    </p>
  );
}

function Decided({
  side: { head, detail },
  differing,
  isNamed,
  isOther = false,
}: {
  readonly side: Side;
  readonly differing: ReadonlySet<DetailPart>;
  readonly isNamed: boolean;
  readonly isOther?: boolean;
}) {
  return (
    <div class="decided">
      {isNamed && <SideName head={head} isOther={isOther} />}
      <Verdict head={head} detail={detail} differing={differing} />
      <Reason detail={detail} />
    </div>
  );
}

/** The rationale, or in its place why there is no decision. */
function Reason({ detail: { decision, numbers } }: { readonly detail: RowDetail }) {
  const { status, rationale } = decision;
  if (status !== "failed") {
    return (
      <>
        {status === "abstained" && <p class="note reason">Why it abstained:</p>}
        <Rationale text={rationale} numbers={numbers} />
      </>
    );
  }
  return (
    <p class="fault">
      Why it failed: <ShownText text={rationale} />
    </p>
  );
}

function Part({
  sides,
  differing,
  title,
  name,
  isWide = false,
  children,
}: {
  readonly sides: Sides;
  readonly differing: ReadonlySet<DetailPart>;
  readonly title: string;
  readonly name: DetailPart;
  readonly isWide?: boolean;
  readonly children: (side: Side) => ComponentChildren;
}) {
  const isSame = !differing.has(name);
  return (
    <Section title={title} note={sameNote(sides, isSame)}>
      <Both sides={sides} isSame={isSame} isWide={isWide}>
        {children}
      </Both>
    </Section>
  );
}

function sameNote({ other }: Sides, isSame: boolean): string {
  return other !== null && isSame ? "the same in both" : "";
}

function Section({
  title,
  note = "",
  children,
}: {
  readonly title: string;
  readonly note?: string;
  readonly children: ComponentChildren;
}) {
  return (
    <section class="part">
      <h3>
        {title}
        {note !== "" && <span class="note"> · {note}</span>}
      </h3>
      {children}
    </section>
  );
}

function Remarks({ side }: { readonly side: Side }) {
  const { remarks } = side.detail;
  if (remarks.length === 0) return <p class="note">None.</p>;
  return (
    <ul>
      {remarks.map(({ node, kind, what }, at) => (
        <li key={at}>
          {node}, {kind}: <ShownText text={what} />
        </li>
      ))}
    </ul>
  );
}

function Nodes({ side: { detail } }: { readonly side: Side }) {
  const link = safeLink(detail.langsmithUrl);
  return (
    <>
      <NodeRuns nodes={detail.nodes} />
      {link !== null && (
        <p>
          <a href={link} target="_blank" rel="noopener noreferrer">
            Trace in LangSmith
          </a>
        </p>
      )}
    </>
  );
}
