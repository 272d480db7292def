import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

/**
 * The supergraph of subgraphs that are given as SDL by name.
 * @throws {Error} when they do not compose.
 */
export function composed(subgraphs: Readonly<Record<string, string>>): string {
  const services = Object.entries(subgraphs).map(([name, sdl]) => ({
    name,
    url: `http://${name}.internal`,
    typeDefs: parse(sdl),
  }));
  const { supergraphSdl, errors } = composeServices(services);
  if (!supergraphSdl) throw new Error((errors ?? []).map(({ message }) => message).join('\n'));
  return supergraphSdl;
}
