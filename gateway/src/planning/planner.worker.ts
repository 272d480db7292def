import { parentPort, workerData } from 'node:worker_threads';
import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { parse } from 'graphql';
import type { ThreadAnswer, ThreadQuestion } from './planner-thread.ts';

// Plans what it is asked, one after the other. Of a supergraph that was found to be right.

const document = parse(String(workerData), { noLocation: true });
const supergraph = Supergraph.build(document, { validateSupergraph: false });
const planner = new QueryPlanner(supergraph);
const api = supergraph.apiSchema();

function answerTo({ text, operationName }: ThreadQuestion): ThreadAnswer {
  try {
    const named = operationName === null ? {} : { operationName };
    const operation = operationFromDocument(api, parse(text, { noLocation: true }), named);
    return { plan: JSON.stringify(planner.buildQueryPlan(operation)) };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (question: ThreadQuestion) => parentPort?.postMessage(answerTo(question)));
const ready: ThreadAnswer = { plan: '{}' };
parentPort?.postMessage(ready);
