import { Migration } from '@mikro-orm/migrations';

/** Tells, once for each member that is there already, what is told of those who join from now on. */
export class Migration20261121170000 extends Migration {
  override name = 'Migration20261121170000';

  override up(): void | Promise<void> {
    // Forced row level security hides every row from the owner, too, so each tenant is named in its turn.
    // Events carry public ids: the 128 bits of the uuid behind two zeros, five to a letter.
    this.addSql(`
      do $$
      declare holder uuid;
      begin
        for holder in select distinct holder_id from "tenancy"."host" order by 1 loop
          perform set_config('app.tenant_id', holder::text, true);
          insert into "tenancy"."outbox" (tenant_id, id, name, payload, occurred_at)
          select member.tenant_id, gen_random_uuid(), 'tenancy.member-joined',
                 jsonb_build_object('memberId', 'mbr_' || public_id.letters, 'name', member.name,
                   'email', member.email, 'locale', tenant.locale, 'roles', to_jsonb(member.roles)),
                 member.joined_at
            from "tenancy"."member"
            join "tenancy"."tenant" on tenant.tenant_id = member.tenant_id
            cross join lateral (
              select '00' || string_agg(('x' || digit)::bit(4)::text, '' order by place) as bits
                from regexp_split_to_table(replace(member.id::text, '-', ''), '') with ordinality as hex (digit, place)
            ) as uuid_bits
            cross join lateral (
              select string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz',
                                       substr(uuid_bits.bits, 5 * turn + 1, 5)::bit(5)::int + 1, 1),
                                '' order by turn) as letters
                from generate_series(0, 25) as turn
            ) as public_id
           order by member.id;
        end loop;
        perform set_config('app.tenant_id', '', true);
      end
      $$;`);
  }
}
