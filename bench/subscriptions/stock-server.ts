import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, GraphQLObjectType } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { Topic } from '../../gateway/test/memory-subgraph.ts';
import { serve } from './serve.ts';

// graphql-ws as it comes: each subscriber's event is executed and written for it alone, by a schema without subgraphs.
const schema = buildSchema(`
  type Query { ok: Boolean }
  type Subscription { seatsChanged: Session }
  type Session { id: ID!  seatsTaken: Int!  revenueMinor: Int  priceMinor: Int  trainer: Member }
  type Member { name: String }
`);
const topic = new Topic<{ id: string; seatsTaken: number }>();
const { subscription, session } = {
  subscription: schema.getSubscriptionType()?.getFields().seatsChanged,
  session: schema.getType('Session'),
};
if (!subscription || !(session instanceof GraphQLObjectType)) throw new Error('The schema is broken.');
subscription.subscribe = () => topic.open();
subscription.resolve = (event) => event;
const { revenueMinor, priceMinor, trainer } = session.getFields();
if (revenueMinor) revenueMinor.resolve = () => 4200;
if (priceMinor) priceMinor.resolve = () => 100;
if (trainer) trainer.resolve = ({ id }) => ({ name: `Name of trainer-of-${id}` });

const server = createServer();
useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', 4_096, resolve));
const { port } = server.address() as AddressInfo;
let seatsTaken = 0;
serve({ port, host: 'stock.localhost', authorizations: [] }, () => {
  seatsTaken += 1;
  topic.publish({ id: 's1', seatsTaken });
});
