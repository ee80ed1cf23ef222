/** The token that changing requests carry: the only draw that no seed repeats, and no part of any result. */
import { randomBytes, timingSafeEqual } from "node:crypto";
import { sha256 } from "../../data/hash.ts";

/** A new token of 256 bits, as 64 hex digits. */
export function makeToken(): string {
  return randomBytes(32).toString("hex");
}

/** Whether these are the same, in a time that does not tell how much of them is. */
export function isToken(given: string | undefined, token: string): boolean {
  // Hashed, so that both are as long: the comparison asks for it.
  const [one, other] = [given ?? "", token].map((text) => Buffer.from(sha256(text)));
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}
