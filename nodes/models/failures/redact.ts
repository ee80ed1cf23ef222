/** Strikes keys and addresses out of words that a server or a client put into an error. */

/** What an error must not show. */
export interface Secrets {
  readonly apiKey: string | undefined;
  /** Absent: the provider's own server. */
  readonly baseURL: string | undefined;
}

/** Longest text that an error may bring along, in characters. */
const MAX_CHARS = 300;

type Strike = readonly [pattern: RegExp, label: string];

/** Addresses of whatever server: URLs, IPv4 addresses, and the host that a failed look-up or connection names. */
const ANY_ADDRESS: readonly Strike[] = [
  [/https?:\/\/[^\s"'<>)\]]+/gi, "[address]"],
  [/\b(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?\b/g, "[address]"],
  [/(?<=\b(?:getaddrinfo|connect) E[A-Z_]{3,} |\bENOTFOUND )(?!\[)[^\s"'<>(),;\]]+/g, "[address]"],
];

/**
 * Makes a redactor. It strikes out the key and the server's address, host and password in whatever case, also
 * as a URL, a form or a JSON text would spell them, and any other address. Then it puts everything on one line and
 * cuts it to 300 characters, secrets first, so that no piece of one is left at the cut.
 */
export function makeRedactor({ apiKey = "", baseURL = "" }: Secrets): (text: string) => string {
  const strikes = [
    ...spellingsOf(apiKey).map((spelling): Strike => [anywhere(spelling), "[key]"]),
    ...serverStrikes(baseURL),
    ...ANY_ADDRESS,
  ];
  return (text) => {
    const struck = strikes.reduce(
      (rest, [pattern, label]) => rest.replaceAll(pattern, label),
      text,
    );
    const line = struck.replaceAll(/\s+/g, " ").trim();
    return line.length > MAX_CHARS ? `${line.slice(0, MAX_CHARS - 1)}…` : line;
  };
}

/** A shorter key is no secret, as those that servers at home are given, and may be a word of the reply. */
const LEAST_KEY = 16;

/**
 * Makes a function that strikes the key, however it is spelled, out of a reply, and leaves everything else as it is: a
 * server may answer with what it was sent. Keys of under 16 characters are left.
 */
export function makeKeyStriker(apiKey = ""): (text: string) => string {
  if (apiKey.trim().length < LEAST_KEY) return (text) => text;
  const spellings = spellingsOf(apiKey).map(anywhere);
  return (text) => spellings.reduce((rest, pattern) => rest.replaceAll(pattern, "[key]"), text);
}

/** The address as it stands, then its parts; a part only as a word, for a host may be as short as `h`. */
function serverStrikes(baseURL: string): readonly Strike[] {
  const whole = spellingsOf(baseURL).map((spelling): Strike => [anywhere(spelling), "[server]"]);
  if (!URL.canParse(baseURL)) return whole;
  const { href, host, hostname, username, password } = new URL(baseURL);
  const hosts = [host, hostname, hostname.replaceAll(/[[\]]/g, "")].filter((part) => part !== "");
  return [
    ...whole,
    [anywhere(href.replace(/\/$/, "")), "[server]"],
    ...[password, username].flatMap((part) =>
      spellingsOf(decoded(part)).map((spelling): Strike => [asWord(spelling), "[key]"]),
    ),
    ...hosts.map((part): Strike => [asWord(part), "[server]"]),
  ];
}

/** How a secret may stand in a text, a URL, a form or JSON; the longest first, since one may hold another. */
export function spellingsOf(secret: string): readonly string[] {
  const bare = secret.trim();
  const form = new URLSearchParams([["", bare]]).toString().slice(1);
  const json = JSON.stringify(bare).slice(1, -1);
  const spellings = [secret, bare, encodeURIComponent(bare), encodeURI(bare), form, json];
  return [...new Set(spellings)]
    .filter((spelling) => spelling !== "")
    .toSorted((a, b) => b.length - a.length);
}

/** Percent escapes as they were meant; as they stand where they are broken. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function anywhere(text: string): RegExp {
  return new RegExp(escaped(text), "gi");
}

function asWord(text: string): RegExp {
  return new RegExp(`(?<![\\w-])${escaped(text)}(?![\\w-])`, "gi");
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);
}
