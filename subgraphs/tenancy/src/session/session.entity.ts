import { IdType } from '@freehold/kernel/database/id-type';
import { TenantRow, TenantTable } from '@freehold/kernel/database/tenant-table';
import type { Id } from '@freehold/kernel/values/id';
import type { Ref } from '@mikro-orm/core';
import { Index, ManyToOne, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Member } from '../member/member.entity.ts';
import { judgeToken, type TokenVerdict } from './session.policy.ts';

/** The id of a session. */
export type SessionId = Id<'ses'>;

/** A member who signed in on one device, until they sign out or 30 days have passed. */
@TenantTable('session')
@Index({ properties: ['tenantId', 'member'] })
export class Session extends TenantRow {
  @PrimaryKey({ type: new IdType('ses') })
  id!: SessionId;

  @ManyToOne(() => Member, { joinColumns: ['tenant_id', 'member_id'], ref: true, updateRule: 'no action' })
  member!: Ref<Member>;

  /** SHA-256 of the refresh token's secret; the secret itself is kept nowhere. */
  @Property({ type: 'text' })
  tokenHash!: string;

  /** That of the token before it; null until the first refresh. */
  @Property({ type: 'text', nullable: true })
  previousTokenHash!: string | null;

  /** When the token became the present one. */
  @Property({ type: 'datetime', columnType: 'timestamptz' })
  rotatedAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  createdAt!: Date;

  @Property({ type: 'datetime', columnType: 'timestamptz' })
  expiresAt!: Date;

  /** Null for a session that nobody ended. */
  @Property({ type: 'datetime', columnType: 'timestamptz', nullable: true })
  endedAt!: Date | null;

  /** Whether it can still be used. */
  isOpen(now: Date): boolean {
    return this.endedAt === null && now < this.expiresAt;
  }

  /** What to make of a token that somebody presents, known by its hash. */
  judge(tokenHash: string, now: Date): TokenVerdict {
    return judgeToken(this, tokenHash, now);
  }

  /** Puts a new token in the place of the present one. */
  rotate(tokenHash: string, now: Date): void {
    this.previousTokenHash = this.tokenHash;
    this.tokenHash = tokenHash;
    this.rotatedAt = now;
  }

  /** Ends it before its time. */
  end(now: Date): void {
    this.endedAt = now;
  }
}
