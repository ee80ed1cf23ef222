/** How many rows an interval or an asymptotic test rests on at least; below them a statement is n/a. */

/** Rows below which an interval would say more than the data. */
export const NEEDED_BARS = 30;
