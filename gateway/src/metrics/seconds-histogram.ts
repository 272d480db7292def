/** The bounds in which durations are counted, in seconds. */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** All that was measured with the same labels. */
class Series {
  /** As they are written, such as `type="query",code="OK"`. */
  readonly labels: string;
  /** How many took longer than one bound, and no longer than the next. */
  readonly #counts = BOUNDS.map(() => 0);
  #count = 0;
  #sum = 0;

  constructor(labels: string) {
    this.labels = labels;
  }

  add(seconds: number): void {
    this.#count += 1;
    this.#sum += seconds;
    const bound = BOUNDS.findIndex((most) => seconds <= most);
    const count = this.#counts[bound];
    if (count !== undefined) this.#counts[bound] = count + 1;
  }

  lines(name: string): string[] {
    let all = 0;
    const buckets = this.#counts.map((count, index) => {
      all += count;
      return `${name}_bucket{le="${BOUNDS[index]}",${this.labels}} ${all}`;
    });
    return [
      ...buckets,
      `${name}_bucket{le="+Inf",${this.labels}} ${this.#count}`,
      `${name}_sum{${this.labels}} ${this.#sum}`,
      `${name}_count{${this.labels}} ${this.#count}`,
    ];
  }
}

/** What a {@link SecondsHistogram} measures. */
export interface SecondsHistogramOptions {
  readonly name: string;
  /** One line. */
  readonly help: string;
  readonly labels: readonly string[];
}

/**
 * A histogram of durations that costs next to nothing to add to: prom-client looks at the labels anew each time, which
 * six times in a request is more than all that is measured of it is worth.
 */
export class SecondsHistogram {
  readonly #options: SecondsHistogramOptions;
  /** By the values of both labels. */
  readonly #series = new Map<string, Map<string, Series>>();

  constructor(options: SecondsHistogramOptions) {
    this.#options = options;
  }

  /** Something took so many seconds. The values of the labels stand in their order, without quotes and spaces. */
  add(seconds: number, first: string, second = ''): void {
    const series = this.#series.get(first)?.get(second) ?? this.#begin(first, second);
    series.add(seconds);
  }

  /** All of it in the text format of Prometheus, without an end of line. */
  text(): string {
    const { name, help } = this.#options;
    const series = [...this.#series.values()].flatMap((bySecond) => [...bySecond.values()]);
    const lines = series.flatMap((each) => each.lines(name));
    return [`# HELP ${name} ${help}`, `# TYPE ${name} histogram`, ...lines].join('\n');
  }

  #begin(first: string, second: string): Series {
    const values = [first, second];
    const series = new Series(this.#options.labels.map((label, at) => `${label}="${values[at]}"`).join(','));
    const bySecond = this.#series.get(first) ?? new Map<string, Series>();
    this.#series.set(first, bySecond.set(second, series));
    return series;
  }
}
