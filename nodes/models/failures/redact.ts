/** Strikes keys and addresses out of words that a server or a client put into an error. */

/** Longest text that an error may bring along, in characters. */
const MAX_CHARS = 300;

/**
 * Makes a redactor. It also strikes out a secret as a URL or a JSON text would spell it, puts everything on
 * one line and cuts it to 300 characters, secrets first, so that no piece of one is left at the cut.
 * @param secrets what to put in a secret's place, such as `[key]`, and the secret; empty ones are passed over
 */
export function makeRedactor(
  secrets: readonly (readonly [label: string, secret: string | undefined])[],
): (text: string) => string {
  const spellings = secrets.flatMap(([label, secret = ""]) =>
    spellingsOf(secret).map((spelling) => ({ label, spelling })),
  );
  return (text) => {
    const struck = spellings.reduce(
      (rest, { label, spelling }) => rest.replaceAll(spelling, label),
      text,
    );
    const line = struck.replaceAll(/\s+/g, " ").trim();
    return line.length > MAX_CHARS ? `${line.slice(0, MAX_CHARS - 1)}…` : line;
  };
}

/** The longest first, since one may hold another. */
function spellingsOf(secret: string): readonly string[] {
  const bare = secret.trim();
  const spellings = [secret, bare, encodeURIComponent(bare), JSON.stringify(bare).slice(1, -1)];
  return [...new Set(spellings)]
    .filter((spelling) => spelling !== "")
    .toSorted((a, b) => b.length - a.length);
}
