/** What an edition tells analytics: which of its meters are gauges. Every other one counts anew each month. */
export interface AnalyticsFace {
  /** The edition's key: 'fitness'. */
  readonly edition: string;
  /** Keys of the meters that go up and down and never reset. */
  readonly gauges: readonly string[];
}

/** An edition's face to analytics. */
export function defineAnalyticsFace(face: AnalyticsFace): AnalyticsFace {
  return face;
}
