/** An experiment's configurations in LangSmith: traced while they are decided, told of once. */
import { filesIn } from "../run-store.ts";
import { Deliveries, sumDeliveries } from "../tracing/deliveries.ts";
import { keepDelivery } from "../tracing/kept-delivery.ts";
import type { DeliveryReport, TracingOptions } from "../tracing/langsmith-tracing.ts";
import type { LangSmithAccess } from "../tracing/langsmith-access.ts";
import type { DecideTelling, VariantTracing } from "./decide-variant.ts";
import type { Variant } from "./variant.ts";

/** Where an experiment is traced, and who is told what reached it. */
export interface AblationTracing extends Pick<TracingOptions, "budgetMs"> {
  readonly access: LangSmithAccess;
  /** Told once, of all configurations together; not where no row was to be sent. */
  readonly onDelivery?: (report: DeliveryReport) => void;
}

/** The deliveries of one experiment. They go on while further configurations are decided, here and in workers. */
export class AblationTraces {
  readonly #how: AblationTracing | null;
  readonly #variants: readonly Variant[];
  readonly #reports: DeliveryReport[] = [];
  readonly #deliveries = new Deliveries();

  /** @param how undefined, or an access that asks for no tracing: nothing is sent */
  constructor(variants: readonly Variant[], how: AblationTracing | undefined) {
    this.#variants = variants;
    this.#how = how?.access.tracing ? how : null;
  }

  /** How a folder's configuration is traced: under the names of all variants that are read from it. */
  of(folder: string): VariantTracing | null {
    if (!this.#how) return null;
    const { access, budgetMs } = this.#how;
    const named = this.#variants.filter((variant) => variant.folder === folder);
    return {
      access,
      variant: named.map(({ name }) => name),
      ...(budgetMs !== undefined && { budgetMs }),
    };
  }

  /** What whoever decides in a run directory does with its delivery. */
  telling(directory: string): Pick<DecideTelling, "deliveries" | "onDelivery"> {
    return {
      deliveries: this.#deliveries,
      onDelivery: (delivery) => {
        const report = keepDelivery(filesIn(directory), delivery);
        if (report) this.#reports.push(report);
      },
    };
  }

  /** Ends all deliveries, and tells of them. @param elsewhere ends those of workers */
  async finish(elsewhere: () => Promise<void>): Promise<void> {
    if (!this.#how) return;
    await Promise.all([this.#deliveries.finish(), elsewhere()]);
    if (this.#reports.length > 0) this.#how.onDelivery?.(sumDeliveries(this.#reports));
  }
}
