/** Tells "long" the stance from "long" the length, and "own" the deed from "its own". */
import type { Token } from "./clauses.ts";

const AFTER =
  /^(?:here|side|position|positions|trade|trades|now|with|into|at|this|it|bias|exposure|setup|small|from|for|is|looks|look|remains|stance|bitcoin|btc|on|via|against|in|the|idea|case|view|today|still|makes|again|entry|entries|call|risk|modest|lean|#)$/;
const BEFORE =
  /^(?:go|going|be|being|stay|staying|get|getting|want|prefer|take|net|remain|remaining|am|i'm|i'd|we're|lean|leaning|hold|holding|not|turn|favours|favors|new|enter|open|initiate|a|the|side|keep|would|to|rather|decision|call|action|bias)$/;

/** Whether the word at this place, which is on the list of acts, is one. */
export function isStance(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.word ?? "";
  const before = tokens[at - 1];
  const after = tokens[at + 1];
  if (word === "own")
    return (
      !/^(?:its|their|his|her|my|our|your|the|'s)$/.test(before?.word ?? "") &&
      before?.word.endsWith("'s") !== true
    );
  if (word !== "long" && word !== "short") return true;
  if (after === undefined || after.isFigure) return true;
  if (AFTER.test(after.word)) return true;
  return BEFORE.test(before?.word ?? "") && !/^(?:a|the)$/.test(before?.word ?? "");
}
