import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { execute, hookArgs, isAsyncIterable, stringifyPayload } from 'postgraphile/grafast';
import { parse, validate } from 'postgraphile/grafast/graphql';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { z } from 'zod';
import { type Contender, type DataAddresses, POOL_SIZE } from './page-rows.ts';

declare global {
  namespace Grafast {
    interface RequestContext {
      benchTenantId?: string;
    }
  }
}

const PAGE = `query ($first: Int!) {
  allBookings(first: $first, orderBy: [BOOKED_AT_DESC, ROW_ID_DESC]) {
    nodes { customerId session: sessionByTenantIdAndSessionId { startsAt
      offering: offeringByTenantIdAndOfferingId { name } resource: resourceByTenantIdAndResourceId { name } } } } }`;

const named = z.object({ name: z.string() });
const answerSchema = z.object({
  data: z.object({
    allBookings: z.object({
      nodes: z.array(
        z.object({
          customerId: z.string(),
          session: z.object({ startsAt: z.string(), offering: named, resource: named }),
        }),
      ),
    }),
  }),
});

/**
 * PostGraphile 5 over the same tables, as the role that serves and so under the same policies.
 * Its document is parsed and validated once; its answer is written by its own fast road.
 */
export async function openPostGraphile({ appUrl }: DataAddresses): Promise<Contender> {
  const instance = postgraphile({
    extends: [PostGraphileAmberPreset],
    pgServices: [
      makePgService({ connectionString: appUrl, schemas: ['booking'], poolConfig: { max: POOL_SIZE } }),
    ],
    grafast: {
      context: ({ benchTenantId }) => ({ pgSettings: { 'app.tenant_id': benchTenantId } }),
    },
  });
  const { schema, resolvedPreset } = await instance.getSchemaResult();
  const document = parse(PAGE);
  const [fault] = validate(schema, document);
  if (fault) throw fault;
  return {
    answer: async ({ tenantId, size }) => {
      const args = await hookArgs({
        schema,
        document,
        variableValues: { first: size },
        contextValue: {},
        resolvedPreset,
        requestContext: { benchTenantId: tenantId },
      });
      const result = await execute({ ...args, outputDataAsString: true });
      if (isAsyncIterable(result)) throw new Error('The page is one answer.');
      if (result.errors || !result.data) throw new Error(JSON.stringify(result.errors));
      return stringifyPayload({ data: String(result.data) }, true);
    },
    rowsOf: (answer) =>
      answerSchema.parse(JSON.parse(answer)).data.allBookings.nodes.map(({ customerId, session }) => ({
        customerId,
        startsAt: new Date(session.startsAt).toISOString(),
        offering: session.offering.name,
        resource: session.resource.name,
      })),
    close: async () => {
      await instance.release();
    },
  };
}
