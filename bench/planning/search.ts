import { readSupergraph } from '../../gateway/src/execution/read-supergraph.ts';
import { readSchemaFiles } from '../../gateway/src/schema/schema-files.ts';
import { atOnce } from '../../gateway/src/under-way/in-parts.ts';
import { quantile } from '../quantile.ts';
import { writeTable } from '../table.ts';
import { chanceOf, Documents, type Grown, textOfDocument } from './documents.ts';
import { hostileDocument } from './hostile.ts';
import { type DocumentWork, workOf } from './measured-document.ts';

const IS_QUICK = process.argv.includes('--quick');
const SECONDS = IS_QUICK ? 10 : 120;
const KEPT = 40;
const TIMES = 5;
const SEED = 1;

/** A document that was found, and what it takes. */
interface Kept {
  readonly grown: Grown;
  readonly work: DocumentWork;
}

const { supergraphSdl, operations = {} } = await readSchemaFiles();
const read = atOnce(readSupergraph(supergraphSdl, { isChecked: true }));
const chance = chanceOf(SEED);
const documents = new Documents(read.schema, chance);

function least(one: DocumentWork, other: DocumentWork): DocumentWork {
  return {
    ...one,
    judgeMs: Math.min(one.judgeMs, other.judgeMs),
    planMs: Math.min(one.planMs, other.planMs),
    compileMs: Math.min(one.compileMs, other.compileMs),
  };
}

/** The least of some times: what is more is somebody else's. */
function steady(text: string): DocumentWork | null {
  const first = workOf(read, text);
  if (!first) return null;
  return Array.from({ length: TIMES - 1 }).reduce(
    (found: DocumentWork) => least(found, workOf(read, text) ?? found),
    first,
  );
}

function next(kept: readonly Kept[]): Grown {
  const [one, other] = [chance() ** 2, chance()].map((share) => kept[Math.floor(share * kept.length)]);
  if (!one || !other || chance() < 0.1) return documents.grown(10 + Math.floor(chance() * 150));
  let grown = chance() < 0.2 ? documents.crossed(one.grown, other.grown) : one.grown;
  for (let step = Math.ceil(chance() ** 2 * 20); step > 0; step -= 1) grown = documents.changed(grown);
  return grown;
}

/** Grows documents, keeps those that take the planner longest, and changes them further. */
function searched(): { readonly tried: readonly DocumentWork[]; readonly kept: readonly Kept[] } {
  const tried: DocumentWork[] = [];
  let kept: readonly Kept[] = [];
  for (const until = performance.now() + SECONDS * 1_000; performance.now() < until; ) {
    const grown = next(kept);
    const text = textOfDocument(grown);
    const first = workOf(read, text);
    if (!first) continue;
    tried.push(first);
    const work = first.planMs > (kept[KEPT - 1]?.work.planMs ?? 0) ? steady(text) : null;
    if (!work) continue;
    kept = [...kept, { grown, work }]
      .toSorted((one, two) => two.work.planMs - one.work.planMs)
      .slice(0, KEPT);
  }
  return { tried, kept };
}

function row(name: string, works: readonly DocumentWork[]): string {
  const figures = (of: (work: DocumentWork) => number, digits: number) => {
    const sorted = works.map(of).toSorted((one, other) => one - other);
    return [0.5, 0.99, 1].map((share) => quantile(sorted, share).toFixed(digits)).join(' / ');
  };
  const ms = [
    figures(({ judgeMs }) => judgeMs, 1),
    figures(({ planMs }) => planMs, 1),
    figures(({ compileMs }) => compileMs, 1),
  ];
  return `| ${name} | ${works.length} | ${figures(({ selections }) => selections, 0)} | ${ms.join(' | ')} | ${figures(({ planBytes }) => planBytes, 0)} |`;
}

const own = Object.values(operations).flatMap((text) => steady(text) ?? []);
const { tried, kept } = searched();
const byHand = Array.from(
  { length: IS_QUICK ? 10 : 40 },
  (_, number) => steady(hostileDocument(number)) ?? [],
).flat();
const table = `${SECONDS} s of search from seed ${SEED}; median / p99 / most; least of five times, but for what was tried.

| documents | of them | selections | judged, ms | planned, ms | compiled, ms | bytes of the plan |
| --------- | ------: | ---------: | ---------: | ----------: | -----------: | ----------------: |
${row('of the web', own)}
${row('tried by the search', tried)}
${row(
  'the worst it found',
  kept.map(({ work }) => work),
)}
${row('the worst by hand', byHand)}`;
if (IS_QUICK) process.stdout.write(`${table}\n`);
else await writeTable('planning', table);
