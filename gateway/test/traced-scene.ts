import { afterEach, beforeEach } from 'vitest';
import { type CollectedSpan, TestCollector } from './test-collector.ts';
import { type Serve, TracedHouse } from './traced-house.ts';

/** A house that is traced and the collector to which it tells; new for each test. */
export class TracedScene {
  #collector: TestCollector | null = null;
  #house: TracedHouse | null = null;

  /** Sets the scene for each test of the block in which it is called. */
  static forEach(serve: Serve): TracedScene {
    const scene = new TracedScene();
    beforeEach(() => scene.#open(serve));
    afterEach(() => scene.#close());
    return scene;
  }

  get collector(): TestCollector {
    if (!this.#collector) throw new Error('The scene is set for each test.');
    return this.#collector;
  }

  get house(): TracedHouse {
    if (!this.#house) throw new Error('The scene is set for each test.');
    return this.#house;
  }

  /** The first span of a name. @throws {Error} with all names when there is none. */
  spanOf(name: string): CollectedSpan {
    const found = this.collector.spans.find((span) => span.name === name);
    if (!found) throw new Error(`No span "${name}" among ${this.collector.spans.map((span) => span.name)}.`);
    return found;
  }

  /** Each span as a path from where its trace begins here, sorted. */
  paths(): string[] {
    const pathOf = ({ name, service, parentSpanId }: CollectedSpan): string => {
      const parent = this.collector.spans.find(({ spanId }) => spanId === parentSpanId);
      const own = `${String(service).replace('freehold-', '')}: ${name}`;
      return parent ? `${pathOf(parent)} > ${own}` : own;
    };
    return this.collector.spans.map(pathOf).sort();
  }

  /** What has failed, each with its code, sorted. */
  failures(): string[] {
    const failed = this.collector.spans.filter(({ status }) => status?.code === 2);
    return failed.map(({ name, attributes }) => `${name}: ${attributes['error.type']}`).sort();
  }

  async #open(serve: Serve): Promise<void> {
    this.#collector = await TestCollector.open();
    this.#house = new TracedHouse(this.#collector.url, serve);
  }

  async #close(): Promise<void> {
    await this.#house?.close();
    await this.#collector?.close();
  }
}
