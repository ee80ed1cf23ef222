/** Finds attackers' tokens in a text, in every disguise that the catalogue uses. */
import { type Bid, DIRECTIONS, bidFor } from "./bid.ts";
import { readings, reversed, rot13 } from "./disguises.ts";

/** Each bid with its token as it may stand in plain letters. */
const SIGHTS = DIRECTIONS.map(bidFor).map((bid) => ({
  bid,
  sights: [bid.token, rot13(bid.token), reversed(bid.token)],
}));

/** The bids whose token the text holds, plain or disguised. */
export function bidsIn(text: string): readonly Bid[] {
  const read = readings(text);
  return SIGHTS.filter(({ sights }) =>
    read.some((letters) => sights.some((sight) => letters.includes(sight))),
  ).map(({ bid }) => bid);
}
