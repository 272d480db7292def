import { defineConcept } from '@freehold/kernel/subgraph/concept';
import { within } from '@freehold/kernel/subgraph/within';
import { WaiterBooked } from '../booking/booking.events.ts';
import { SeatsFreed } from '../session/session.events.ts';
import { leaveWhenBooked } from './line.service.ts';
import { promotionActions, promotionPermissions } from './promotion.permissions.ts';
import { PromotionResolver } from './promotion.resolver.ts';
import { giveSeats } from './promotion.service.ts';

/** How the line moves: who joins and leaves it, and who gets seats that become free. */
export const promotionConcept = defineConcept({
  name: 'promotion',
  resolvers: [PromotionResolver],
  reactions: [within(SeatsFreed, giveSeats), within(WaiterBooked, leaveWhenBooked)],
  actions: promotionActions,
  permissions: promotionPermissions,
});
