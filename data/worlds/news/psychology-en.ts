/** English phrases about the average small investor: what he or she feels and is tempted to do, by mood. */
import type { MoodName } from "../mood.ts";

/** Emotion words, strongest associations first. */
export const EMOTIONS: Record<MoodName, readonly string[]> = {
  PANIC: ["Panic", "Fear", "Despair", "Anxiety", "Dread", "Helplessness", "Alarm"],
  FEAR: ["Fear", "Caution", "Concern", "Unease", "Pessimism", "Nervousness", "Worry"],
  CONFUSION: ["Uncertainty", "Caution", "Indecision", "Skepticism", "Curiosity", "Frustration"],
  OPTIMISM: ["Optimism", "Confidence", "Hope", "Interest", "Relief", "Anticipation"],
  FOMO: ["Excitement", "Anticipation", "Greed", "Impatience", "Envy", "Enthusiasm"],
};

/** How strong the feeling is, by intensity: below 6, 6 or 7, 8 and above. */
export const DEGREES = ["mild", "noticeable", "intense"] as const;

/** What the reader of the news feels. Slots: {noun} (topic), {degree}. */
export const FEELINGS: Record<MoodName, readonly string[]> = {
  PANIC: [
    "The news about {noun} lands as a direct threat to savings, and the fear it causes is {degree}",
    "With alarming reports about {noun}, the urge to get out at any price becomes {degree}",
    "Someone who follows {noun} sees losses mount by the minute and feels {degree} distress",
    "The reports on {noun} read like the start of a collapse, so the alarm is {degree}",
  ],
  FEAR: [
    "The news about {noun} brings {degree} worry and a wish to be careful",
    "Reports on {noun} feed a {degree} unease about what comes next",
    "Someone who reads about {noun} feels exposed, and the tension is {degree}",
  ],
  CONFUSION: [
    "Contradictory reports, with {noun} at the centre, leave a {degree} sense of not knowing what to do",
    "The news about {noun} fits no single story, and the doubt it leaves is {degree}",
    "Good and bad reports cancel out, and {noun} only adds to a {degree} feeling of being lost",
  ],
  OPTIMISM: [
    "The news about {noun} gives {degree} hope that the worst is over",
    "Reports on {noun} bring {degree} reassurance and some pride in having stayed",
    "Someone who reads about {noun} feels {degree} confidence in the months ahead",
  ],
  FOMO: [
    "The news about {noun} creates {degree} pressure to get in before others do",
    "Reports on {noun} make every hour on the sidelines feel costly, and the pull is {degree}",
    "Someone who reads about {noun} compares notes with luckier friends and feels {degree} impatience",
  ],
};

/** What the feeling leads to. */
export const BEHAVIOURS: Record<MoodName, readonly string[]> = {
  PANIC: [
    "Many will sell near the low simply to make the feeling stop",
    "Loss aversion takes over, and plans made in calmer weeks are dropped",
    "Seeing others sell is taken as proof, and the herd moves as one",
    "A quick sale looks like safety, whatever it costs later",
  ],
  FEAR: [
    "The likely response is to cut positions and postpone purchases",
    "Bad news gets more weight than good, and small losses already hurt",
    "Most will keep more cash than they had planned and check prices too often",
  ],
  CONFUSION: [
    "Most will do nothing, or trade in and out without a plan",
    "The opinions of others count for more than usual, since few have a firm view of their own",
    "Delay feels safer than a decision, and many keep refreshing the news",
  ],
  OPTIMISM: [
    "Buying in steps comes naturally, and dips look like offers",
    "Favourable reports are believed more readily than warnings",
    "Holding on feels easy, and some will add a little to what they have",
  ],
  FOMO: [
    "Purchases are made in haste and larger than planned",
    "Warnings are brushed aside, because missing out hurts more than losing",
    "Some will borrow to buy, trusting that someone will pay more tomorrow",
  ],
};
