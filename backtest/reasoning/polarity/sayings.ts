/** Idioms and readings of the tape that tell a side by themselves: data only. */
import type { PhraseRow } from "./phrases.ts";

/** Sayings by ";", written as other phrases are. */
export const SAYINGS: readonly PhraseRow[] = [
  // What traders read as strength: higher lows, spent sellers, trapped shorts, mean reversion from below.
  [
    "saying",
    1,
    `
    up we|it go|goes; longs|hands|holders * shaken|flushed|washed|forced out; higher low|lows;
    find|meet|attract|draw buyers|bids|bid|demand|takers;
    offer|offers|ask|asks|supply * lifted|taken|absorbed|thin|pulled|eaten;
    bid|bids * firm|rebuilt|refill|refilled|thick|stacked|rising|layered|back|deep;
    dips|pullbacks|weakness are|is for|to buying|buy|be;
    demand * strong|returning|back|steady|growing; rising low|lows; higher high|highs; v shaped;
    climb|climbs|climbing a|the wall; blood in the;
    short|shorts trapped|caught|squeezed|crowded|pay|paying|underwater|offside|fold|covering|cover;
    trapped|squeezed|crowded|late|stubborn short|shorts; oversold;
    stretch|stretched|overdone|overextended|far to|on the downside;
    sell|selling climax|exhaustion|exhausted|dried|overdone|done|climactic|slow|slowing;
    capitulation; seller|sellers gone|done|spent|tired|exhausted; bear trap; reclaim;
    washed|wash|flushed|flush out; path of least resistance * up|higher|north;
    support|floor held|hold|holds|firm|intact;
    resistance|ceiling broke|broken|cleared|gave|give|gone|lifted; undervalued;
    cheap here|relative; accumulation; leave|left behind; buy|bought by|in size; green light;
    double|triple bottom; dip|dips bought|buy|shallow|absorbed|lifted|defended;
    bottom|low is|are in; coiled|coiling under|below; coiled|loaded spring; bull flag;
    base|basing building|build; spring loaded; room to run; dry powder;
    fear|panic overdone|extreme|peak; extreme fear; no|few|without seller|sellers;
    offers thin|sparse|lifted|pulled; hold|holding gain|gains|up; golden cross;
    cleared|clearing the; break|breaks|broke|breaking above|out; acceptance above;
    accept|accepted above; tail|tails to|of upside; supply absorbed|gone|removed|shrinking;
    upside asymmetric|asymmetry; asymmetric to the upside; bid rebuilt|firm|stacked|below;
    bids stacked|firm|rebuilt|thick|layered|refill; more buyer|buyers; tailwind; climb wall
    `,
  ],
  // What traders read as weakness: lower highs, spent buyers, trapped longs, mean reversion from above.
  [
    "saying",
    -1,
    `
    down we|it go|goes; lower high|highs; find|meet|attract|draw sellers|supply|offers|selling;
    bid|bids * hit|pulled|thin|hollow|withdrawn|withdrawing|gone|sparse|missing;
    offers|asks|supply|offer * heavy|refill|refilled|thick|stacked|layered|back|overhead;
    rallies|bounces|pops|strength are|is for|to selling|sell|be;
    demand * weak|thin|fading|gone|missing|drying|shrinking; falling high|highs; lower low|lows;
    long|longs trapped|caught|squeezed|crowded|pay|paying|underwater|offside|fold|liquidated|puke;
    trapped|crowded|late|stubborn|overleveraged long|longs; overbought;
    stretch|stretched|overdone|overextended|far to|on the upside;
    buy|buying climax|exhaustion|exhausted|dried|overdone|done; euphoria|euphoric;
    buyer|buyers gone|done|spent|tired|exhausted; bull trap;
    path of least resistance * down|lower|south;
    support|floor broke|broken|gave|give|gone|lost|cracked;
    resistance|ceiling held|hold|holds|firm|intact; overvalued; expensive here; distribution;
    pull|pulled the rug; double|triple top;
    rally|rallies|pop|pops|bounce|bounces sold|sell|faded|fade|rejected|failed|shallow;
    top|high is|are in; bear flag; air pocket; house of cards; froth|frothy; greed extreme|peak;
    extreme greed; no|few|without|zero buyer|buyers|bid|bids; bids thin|sparse|pulled|gone|hollow;
    hold|holding loss; death cross; break|breaks|broke|breaking below|under;
    acceptance below|under; accept|accepted below; rejection;
    lose|lost the|vwap|support|level|handle|trendline; exit liquidity; supply overhang;
    offers stacked|heavy|thick|layered|refill; more seller|sellers; wall of supply|offers|asks;
    heavy tape; dead money; head and shoulders; leverage too|excess|flush; too much leverage; late cycle; retail chase|chasing; smart money left|sold
    `,
  ],
  // Told the same whether advised against or observed.
  [
    "maxim",
    -1,
    `
    dead cat bounce; dead cat; catch * knife|knives; falling knife|knives
    `,
  ],
];
