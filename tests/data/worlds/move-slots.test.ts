import { expect, it } from "vitest";
import { directionOf, moveSlots } from "../../../data/worlds/news/move-slots.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

it.each([
  [0.0015, "up"],
  [0.0014, "flat"],
  [0, "flat"],
  [-0.0014, "flat"],
  [-0.0015, "down"],
])("reads a change of %d as %s", (change, direction) => {
  expect(directionOf(change)).toBe(direction);
});

it.each([
  [20 * MINUTE, "the past 20 minutes", "en los últimos 20 minutos"],
  [70 * MINUTE, "the past hour", "en la última hora"],
  [2 * HOUR, "the past two hours", "en las últimas dos horas"],
  [17 * HOUR, "the past 17 hours", "en las últimas 17 horas"],
  [24 * HOUR, "the past day", "en el último día"],
  [50 * HOUR, "the past two days", "en los últimos dos días"],
])("words a span of %d ms", (spanMs, english, spanish) => {
  const move = { close: 95_439.8, change: -0.0123, spanMs };
  expect(moveSlots(move, "en")).toEqual({ pct: "1.2%", span: english, price: "$95,400" });
  expect(moveSlots(move, "es")).toEqual({ pct: "1,2 %", span: spanish, price: "95.400" });
});
