import { Migration } from '@mikro-orm/migrations';

const TRIGGERS = [
  {
    table: 'tenant',
    name: 'access_changed',
    event: 'update',
    when: 'old.access is distinct from new.access',
  },
  { table: 'member', name: 'roles_changed', event: 'update', when: 'old.roles is distinct from new.roles' },
  { table: 'member', name: 'left', event: 'delete', when: null },
];

const TELL =
  'insert into tenancy.outbox (tenant_id, id, name, payload, occurred_at) ' +
  `values (old.tenant_id, gen_random_uuid(), 'tenancy.access-changed', '{"sessionId": null}', now()); return null`;

export class Migration20261122024500 extends Migration {
  override name = 'Migration20261122024500';

  override up(): void | Promise<void> {
    for (const { table, name, event, when } of TRIGGERS) {
      const condition = when ? `when (${when}) ` : '';
      const tells = `"tenancy"."${table}_${name}_fn"`;
      this.addSql(
        `create function ${tells}() returns trigger as $$ begin ${TELL}; end; $$ language plpgsql;`,
      );
      this.addSql(
        `create trigger "${name}" after ${event} on "tenancy"."${table}" for each row ${condition}execute function ${tells}();`,
      );
    }
  }
}
