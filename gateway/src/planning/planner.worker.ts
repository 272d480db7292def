import { parentPort, workerData } from 'node:worker_threads';
import { Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import { SUPPORTED_FEATURES } from '../execution/supported-features.ts';
import { planOf } from './planner.ts';
import type { ThreadAnswer, ThreadQuestion } from './planner-thread.ts';

// Plans what it is asked, one after the other. Of a supergraph that was found to be right.

const document = parse(String(workerData), { noLocation: true });
const supergraph = Supergraph.build(document, {
  validateSupergraph: false,
  supportedFeatures: SUPPORTED_FEATURES,
});
const parts = { planner: new QueryPlanner(supergraph), api: supergraph.apiSchema() };

function answerTo({ text, ...told }: ThreadQuestion): ThreadAnswer {
  try {
    return { plan: JSON.stringify(planOf(parts, parse(text, { noLocation: true }), told)) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (question: ThreadQuestion) => parentPort?.postMessage(answerTo(question)));
const ready: ThreadAnswer = { plan: '{}' };
parentPort?.postMessage(ready);
