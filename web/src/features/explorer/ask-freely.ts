import type { GraphiQLProps } from 'graphiql';
import { GraphQLError, getOperationAST } from 'graphql';
import type { Client } from 'graphql-ws';
import { API_PATH } from '../../graphql/anonymous-client.ts';
import { askAs } from '../../graphql/ask-as.ts';
import type { Tokens } from '../../graphql/tokens.ts';

/** How the explorer asks. */
export type Fetcher = GraphiQLProps['fetcher'];

type Question = Parameters<Fetcher>[0];

async function ask(tokens: Tokens, question: Question) {
  const request = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(question),
  };
  return (await askAs(tokens, API_PATH, request)).json();
}

async function* follow(socket: Client, { query, variables, operationName = null }: Question) {
  for await (const { data = null, errors = [] } of socket.iterate({ query, variables, operationName })) {
    const shown = errors.map(({ message, ...rest }) => new GraphQLError(message, rest));
    yield shown.length === 0 ? { data } : { data, errors: shown };
  }
}

/** Whatever somebody writes: questions and changes by HTTP, subscriptions by the socket. */
export function askFreely(tokens: Tokens, socket: Client): Fetcher {
  return (question, options) => {
    const document = options?.documentAST;
    const asked = document && getOperationAST(document, question.operationName);
    return asked?.operation === 'subscription' ? follow(socket, question) : ask(tokens, question);
  };
}
