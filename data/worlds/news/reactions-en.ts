/** English sentences about how people take the news, by mood, and about the price move itself. */
import type { MoodName, Tone } from "../mood.ts";

/** Templates for one direction of the price. Slots: {pct}, {span} ("the past hour"), {price}. */
export type MovePhrases = Record<"up" | "down" | "flat", readonly string[]>;

/** How the market takes the news. Clauses without a full stop. */
export const REACTIONS: Record<MoodName, readonly string[]> = {
  PANIC: [
    "sellers are hitting every bid, and few desks will say where the bottom is",
    "holders are selling first and asking questions later",
    "fear is feeding on itself, and bids vanish as soon as they appear",
    "brokers describe a rush for the exit that leaves no time for analysis",
    "even long-standing holders say that they want out",
    "{desk} calls it the most disorderly selling in {5..20} months",
    "support lines are jammed with customers who want their money back",
    "dealers widened their quotes twice in an hour and still could not slow the selling",
  ],
  FEAR: [
    "traders are cutting risk and waiting for firmer ground",
    "few desks want to hold a large position overnight",
    "buyers exist, but they want a lower price",
    "{desk} advises clients to keep cash at hand",
    "the tone on trading floors is wary, and rebounds are being sold",
    "most managers would rather miss a recovery than catch a further loss",
  ],
  CONFUSION: [
    "traders cannot agree on which of the two matters more",
    "analysts read the same figures in opposite ways",
    "{desk} sees equal odds for either direction and recommends patience",
    "order books are thin on both sides as people wait for a clearer sign",
    "the mixed picture leaves most portfolios where they were",
    "for every report that points one way there is another that contradicts it",
    "desks are trading small until the picture clears",
  ],
  OPTIMISM: [
    "desks report calm, steady buying",
    "{desk} raised its outlook and expects demand to last",
    "managers who had sat on cash are putting it to work bit by bit",
    "the mood is constructive, with buyers willing to wait for their price",
    "most analysts see more room to the upside than to the downside",
    "confidence is coming back, though few expect a straight line",
  ],
  FOMO: [
    "buyers are chasing every small pullback",
    "nobody wants to be the last one in, and order queues are growing by the hour",
    "messages about early fortunes are all over trading forums",
    "{desk} notes that first-time accounts now place {31..58}% of the buy orders",
    "clients who doubted the story last month now ask how fast they can get in",
  ],
};

/** What a public sentiment gauge shows, by the third of its scale. Slot: {index}. */
export const GAUGES: Record<"low" | "middle" | "high", readonly string[]> = {
  low: [
    "a popular mood gauge reads {index} out of 100, on the fearful side",
    "surveys put the mood at {index} on a scale of 100, well below the midpoint",
  ],
  middle: [
    "a popular mood gauge reads {index} out of 100, close to neutral",
    "surveys put the mood at {index} on a scale of 100, near the middle",
  ],
  high: [
    "a popular mood gauge reads {index} out of 100, on the greedy side",
    "surveys put the mood at {index} on a scale of 100, well above the midpoint",
  ],
};

/** The price move, worded to fit the tone of the news. */
export const MOVES: Record<Tone, MovePhrases> = {
  down: {
    down: [
      "bitcoin lost {pct} over {span} and changes hands near {price}",
      "the price is down {pct} over {span}, to about {price}",
      "a slide of {pct} over {span} took bitcoin to {price}",
      "bitcoin fell {pct} over {span}, and {price} offers little comfort",
    ],
    flat: [
      "bitcoin has hardly moved over {span}, but the calm at {price} looks fragile",
      "a pause near {price} over {span} has not brought buyers back",
    ],
    up: [
      "a bounce of {pct} over {span} to {price} has convinced nobody",
      "bitcoin regained {pct} over {span}, yet sellers are waiting above {price}",
      "the rebound of {pct} over {span} is thin, and few trust a price of {price}",
    ],
  },
  mixed: {
    down: [
      "bitcoin fell {pct} over {span} to about {price}",
      "the price gave up {pct} over {span} and stands near {price}",
      "bitcoin is {pct} lower over {span}, at {price}, without a clear cause",
    ],
    flat: [
      "bitcoin is going nowhere near {price} and has barely moved over {span}",
      "over {span} the price has stayed around {price}",
    ],
    up: [
      "bitcoin rose {pct} over {span} to about {price}",
      "the price added {pct} over {span} and stands near {price}",
      "bitcoin is {pct} higher over {span}, at {price}, on modest conviction",
    ],
  },
  up: {
    down: [
      "a dip of {pct} over {span} to {price} found ready buyers",
      "bitcoin gave back {pct} over {span}, which many took as a chance to buy near {price}",
      "the mood holds even though the price is {pct} lower over {span}, at {price}",
    ],
    flat: [
      "bitcoin is holding steady near {price} over {span}, and buyers seem in no hurry",
      "the price has kept its ground around {price} over {span}",
    ],
    up: [
      "bitcoin gained {pct} over {span} and trades near {price}",
      "the price is up {pct} over {span}, to about {price}",
      "a rise of {pct} over {span} took bitcoin to {price}",
    ],
  },
};
