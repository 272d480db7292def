import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { anonymousClient } from '../graphql/anonymous-client.ts';
import { graphql } from '../graphql/generated/gql.ts';
import type { HostTenantQuery } from '../graphql/generated/graphql.ts';
import { type Refusal, refusalOf } from '../graphql/refusal.ts';
import { createFormats, type Formats } from '../ui/format/formats.ts';
import { SiteNameContext, useSiteIcon } from '../ui/site.ts';

const hostTenantQuery = graphql(`
  query HostTenant {
    tenant {
      id
      slug
      name
      edition
      locale
      timeZone
      currency
    }
  }
`);

/** Whose house this is: the tenant of the host, as anyone may see it. */
export type HostTenant = NonNullable<HostTenantQuery['tenant']>;

/** Asks whose host this is. */
export async function loadTenant(): Promise<HostTenant | Refusal> {
  const { data, error } = await anonymousClient.query(hostTenantQuery, {}).toPromise();
  if (data?.tenant) return data.tenant;
  return error ? refusalOf(error) : { code: 'INTERNAL', message: 'The server gave no answer.', details: {} };
}

const TenantContext = createContext<{ tenant: HostTenant; formats: Formats } | null>(null);

/** Lets everything below know whose house it is in and how numbers and dates are written there. */
export function TenantProvider({
  tenant,
  children,
}: {
  readonly tenant: HostTenant;
  readonly children: ReactNode;
}) {
  useSiteIcon(tenant.name);
  const value = useMemo(() => ({ tenant, formats: createFormats(tenant) }), [tenant]);
  return (
    <TenantContext.Provider value={value}>
      <SiteNameContext.Provider value={tenant.name}>{children}</SiteNameContext.Provider>
    </TenantContext.Provider>
  );
}

function useTenantContext() {
  const value = useContext(TenantContext);
  if (value === null) throw new Error('There is no tenant outside of a TenantProvider.');
  return value;
}

/** The tenant of the host. */
export function useTenant(): HostTenant {
  return useTenantContext().tenant;
}

/** How the tenant writes dates, numbers and money. */
export function useFormats(): Formats {
  return useTenantContext().formats;
}

/** How the tenant writes, by the clocks of another place. */
export function useFormatsIn(timeZone: string): Formats {
  const { locale } = useTenant();
  return useMemo(() => createFormats({ locale, timeZone }), [locale, timeZone]);
}
