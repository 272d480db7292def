import type { TimeRange } from '@freehold/kernel/values/time-range';
import { blockedBy, type Need, type Needs } from '../offering/offering-need.entity.ts';
import type { Resource, ResourceId } from '../resource/resource.entity.ts';

/** A time in which one of several resources is wanted. */
export interface Want {
  /** Smallest id first. */
  readonly resources: readonly Resource[];
  /** Buffers included. */
  readonly blocked: TimeRange;
}

/** What is wanted at once, each a resource of its own: first the one that gives what it is wanted for. */
export type Wants = readonly [Want, ...Want[]];

/** What was got for {@link Wants}, in their order. */
export type Places = readonly [Resource, ...Resource[]];

/** What an occurrence that begins at an instant and takes so many minutes wants, by what its offering needs. */
export function wantsOf([own, ...further]: Needs, startsAt: Date, minutes: number): Wants {
  const wantOf = (need: Need): Want => ({
    resources: need.resources,
    blocked: blockedBy(need, startsAt, minutes),
  });
  return [wantOf(own), ...further.map(wantOf)];
}

/** Each resource that is wanted, once. */
export function wantedIds(wants: readonly Want[]): readonly ResourceId[] {
  return [...new Set(wants.flatMap(({ resources }) => resources.map(({ id }) => id)))];
}

/** The resources of these ids, in their order, for as many wants; null unless each is one that serves. */
export function placesOf(wants: readonly Want[], ids: readonly ResourceId[]): Places | null {
  const found = wants.flatMap(({ resources }, index) => resources.find(({ id }) => id === ids[index]) ?? []);
  const [own, ...further] = found;
  return own && found.length === wants.length ? [own, ...further] : null;
}
