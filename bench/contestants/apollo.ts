import { ApolloGateway } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { pino } from 'pino';
import { switchOffDataCollection } from '../../gateway/test/data-collection.ts';
import type { Start } from './contestant.ts';

/** The settings of Apollo Server that are the same for whoever stands behind it. */
export const SERVER_OPTIONS = {
  logger: pino({ level: 'silent' }),
  nodeEnv: 'production',
  stopOnTerminationSignals: false,
} as const;

/** @apollo/gateway in Apollo Server, both as they come. */
export const apollo: Start = async ({ supergraphSdl, urls }) => {
  switchOffDataCollection();
  const sdl = Object.entries(urls).reduce(
    (text, [name, url]) => text.replaceAll(`http://${name}.internal`, `${url}/graphql`),
    supergraphSdl,
  );
  const gateway = new ApolloGateway({ supergraphSdl: sdl, logger: SERVER_OPTIONS.logger });
  const server = new ApolloServer({ ...SERVER_OPTIONS, gateway });
  return startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
};
