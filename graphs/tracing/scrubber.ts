/** Strikes secrets out of everything that goes to LangSmith. */
import { spellingsOf } from "../../nodes/models/failures/redact.ts";

const REDACTED = "[redacted]";

/** What looks like a secret whatever its value: headers, keys in the form of known providers, passwords in addresses. */
const FORMS: readonly (readonly [pattern: RegExp, put: string])[] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${REDACTED}`],
  [
    /((?:authorization|x-api-key|api[-_ ]?key|access[-_]?token|password)\\?["']?\s*[:=]\s*\\?["']?)(?!\[redacted\]|bearer\b|basic\b)[^\s"',;}\\]+/gi,
    `$1${REDACTED}`,
  ],
  // Words of everyday speech, too: only where they are assigned to, or name a value in JSON, or what follows looks made.
  [
    /((?:token|secret|auth|passwd|passphrase|pwd|credentials?)(?:\s*=\s*|\\?["']\s*[:=]\s*)\\?["']?)(?!\[redacted\]|bearer\b|basic\b)[^\s"',;}\\]+/gi,
    `$1${REDACTED}`,
  ],
  [
    /((?:token|secret|auth|passwd|passphrase|pwd|credentials?)\s*:\s*)(?=[^\s"',;}\\]*\d)[^\s"',;}\\[]{8,}/gi,
    `$1${REDACTED}`,
  ],
  [/\b(?:sk|pk|lsv2|ghp|gho|xox[abp]|AKIA|AIza)[-_]?(?=[\w-]*\d)[\w-]{16,}/g, REDACTED],
  [/(:\/\/)[^\s/:@"']*:[^\s/@"']+@/g, `$1${REDACTED}@`],
];

/**
 * Makes a copier that leaves out every spelling of the secrets, in keys and values at any depth, and what looks like
 * one. Nothing is known of a secret's meaning: a short one strikes out whatever reads the same.
 */
export function makeScrubber(secrets: readonly string[]): <T>(value: T) => T {
  const spellings = [...new Set(secrets.flatMap(spellingsOf))].toSorted(
    (a, b) => b.length - a.length,
  );
  const known = spellings.length === 0 ? null : new RegExp(spellings.map(escaped).join("|"), "gi");
  const strike = (text: string): string =>
    FORMS.reduce(
      (rest, [pattern, put]) => rest.replaceAll(pattern, put),
      known === null ? text : text.replaceAll(known, REDACTED),
    );
  const copy = (value: unknown): unknown => {
    if (typeof value === "string") return strike(value);
    if (Array.isArray(value)) return value.map(copy);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [strike(key), copy(inner)]),
    );
  };
  // The copy has the form of what it copies, which no type can say of a walk.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return <T>(value: T): T => copy(value) as T;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
}
