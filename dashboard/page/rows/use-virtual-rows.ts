/** Rows of a long list that are in sight: the only file that imports the virtualizer. */
import {
  Virtualizer,
  elementScroll,
  observeElementOffset,
  observeElementRect,
} from "@tanstack/virtual-core";
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useMemo, useState } from "preact/hooks";

/** A place of the list and where it is drawn, pixels from the top. */
interface DrawnRow {
  readonly at: number;
  readonly top: number;
}

export interface VirtualRows {
  readonly drawn: readonly DrawnRow[];
  /** Of the whole list, pixels. */
  readonly height: number;
  /** Scrolls a place into sight, no further than needed. */
  readonly reveal: (at: number) => void;
}

/** @param rowHeight pixels, the same for all @param headHeight pixels of what stays above them */
export function useVirtualRows(
  list: RefObject<HTMLElement | null>,
  count: number,
  rowHeight: number,
  headHeight: number,
): VirtualRows {
  const [, redraw] = useState(0);
  const options = {
    count,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The head of the list stays in sight above the rows.
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => {
      redraw((now) => now + 1);
    },
  };
  const virtualizer = useMemo(() => new Virtualizer<HTMLElement, HTMLElement>(options), []);
  virtualizer.setOptions(options);
  useLayoutEffect(() => virtualizer._didMount(), [virtualizer]);
  useLayoutEffect(() => {
    virtualizer._willUpdate();
  });
  useEffect(() => {
    virtualizer.measure();
  }, [rowHeight]);
  return {
    drawn: virtualizer
      .getVirtualItems()
      .map(({ index, start }) => ({ at: index, top: start - headHeight })),
    height: virtualizer.getTotalSize(),
    reveal: (at) => {
      virtualizer.scrollToIndex(at, { align: "auto" });
    },
  };
}
