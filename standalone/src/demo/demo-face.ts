import { ROLES } from '@freehold/kernel/caller/role';
import { loadFaces } from '@freehold/kernel/subgraph/running/load-faces';
import { z } from 'zod';

const personSchema = z.object({ name: z.string(), email: z.string(), roles: z.array(z.enum(ROLES)) });

const scheduleSchema = z.object({
  resources: z.array(z.object({ key: z.string(), name: z.string(), kind: z.string(), capacity: z.number() })),
  offerings: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      description: z.string(),
      kind: z.string(),
      durationMinutes: z.number(),
      capacity: z.number(),
      priceMinor: z.number(),
      resource: z.string(),
      furtherResources: z.array(z.string()).optional(),
    }),
  ),
  weekly: z.array(
    z.object({
      offering: z.string(),
      weekday: z.number(),
      localTime: z.string(),
      bookings: z.number(),
      waiting: z.number().default(0),
    }),
  ),
  events: z
    .array(
      z.object({
        key: z.string(),
        name: z.string(),
        description: z.string(),
        locationName: z.string(),
        localTime: z.string(),
        durationMinutes: z.number(),
        maxTickets: z.number(),
        products: z.array(z.object({ key: z.string(), name: z.string(), priceMinor: z.number() })),
        orders: z.number(),
      }),
    )
    .default([]),
});

const tenantSchema = z.object({
  slug: z.string(),
  name: z.string(),
  plan: z.string(),
  trial: z.boolean(),
  people: z.array(personSchema),
  furtherCustomers: z.number(),
  schedule: scheduleSchema,
});

const demoSchema = z.object({ tenants: z.array(tenantSchema) });

const tenancySchema = z.object({
  defaults: z.object({ locale: z.string(), timeZone: z.string(), currency: z.string() }),
});

/** What a demo tenant offers in a week. */
export type DemoSchedule = z.infer<typeof scheduleSchema>;

/** A demo tenant with what its edition starts a tenant with. */
export type DemoTenant = z.infer<typeof tenantSchema> &
  z.infer<typeof tenancySchema>['defaults'] & { readonly edition: string };

/** The demo tenants of editions, the largest first. */
export async function readDemoTenants(editions: readonly string[]): Promise<DemoTenant[]> {
  const [demos, tenancies] = await Promise.all([loadFaces(editions, 'demo'), loadFaces(editions, 'tenancy')]);
  return editions
    .filter((edition) => demos[edition] !== undefined)
    .flatMap((edition) => {
      const { defaults } = tenancySchema.parse(tenancies[edition]);
      const { tenants } = demoSchema.parse(demos[edition]);
      return tenants.map((tenant) => ({ ...tenant, ...defaults, edition }));
    })
    .sort((left, right) => sizeOf(right) - sizeOf(left));
}

function sizeOf({ people, furtherCustomers }: DemoTenant): number {
  return people.length + furtherCustomers;
}

/** The address of somebody of a demo tenant with this role, to sign in with; null when nobody has it. */
export function emailOf({ people }: DemoTenant, role: (typeof ROLES)[number]): string | null {
  return people.find(({ roles }) => roles.includes(role))?.email ?? null;
}
