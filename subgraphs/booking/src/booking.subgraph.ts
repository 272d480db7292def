import 'reflect-metadata';
import { defineSubgraph } from '@freehold/kernel/subgraph/concept';
import { appointmentConcept } from './appointment/appointment.concept.ts';
import { attendanceConcept } from './attendance/attendance.concept.ts';
import { availabilityConcept } from './availability/availability.concept.ts';
import { beginningConcept } from './beginning/beginning.concept.ts';
import { bookingConcept } from './booking/booking.concept.ts';
import { calendarEntryConcept } from './calendar-entry/calendar-entry.concept.ts';
import { calendarFeedConcept } from './calendar-feed/calendar-feed.concept.ts';
import { calendarImportConcept } from './calendar-import/calendar-import.concept.ts';
import { checkInListConcept } from './check-in-list/check-in-list.concept.ts';
import { claimConcept } from './claim/claim.concept.ts';
import { customerConcept } from './customer/customer.concept.ts';
import { deliveryConcept } from './delivery/delivery.concept.ts';
import { endingConcept } from './ending/ending.concept.ts';
import { eventConcept } from './event/event.concept.ts';
import { handoverConcept } from './handover/handover.concept.ts';
import { holdConcept } from './hold/hold.concept.ts';
import { intervalConcept } from './interval/interval.concept.ts';
import { jobConcept } from './job/job.concept.ts';
import { jobPhotoConcept } from './job-photo/job-photo.concept.ts';
import { jobPriceConcept } from './job-price/job-price.concept.ts';
import { locationConcept } from './location/location.concept.ts';
import { noShowConcept } from './no-show/no-show.concept.ts';
import { nodeConcept } from './node/node.concept.ts';
import { notificationConcept } from './notification/notification.concept.ts';
import { offeringConcept } from './offering/offering.concept.ts';
import { offlineScanConcept } from './offline-scan/offline-scan.concept.ts';
import { openingConcept } from './opening/opening.concept.ts';
import { orderConcept } from './order/order.concept.ts';
import { overrideConcept } from './override/override.concept.ts';
import { passConcept } from './pass/pass.concept.ts';
import { photoUploadConcept } from './photo-upload/photo-upload.concept.ts';
import { policyConcept } from './policy/policy.concept.ts';
import { promotionConcept } from './promotion/promotion.concept.ts';
import { pushDeviceConcept } from './push-device/push-device.concept.ts';
import { referencesConcept } from './references/references.concept.ts';
import { reminderConcept } from './reminder/reminder.concept.ts';
import { rescheduleConcept } from './reschedule/reschedule.concept.ts';
import { resourceConcept } from './resource/resource.concept.ts';
import { saleConcept } from './sale/sale.concept.ts';
import { scanConcept } from './scan/scan.concept.ts';
import { seriesConcept } from './series/series.concept.ts';
import { seriesChangeConcept } from './series-change/series-change.concept.ts';
import { sessionConcept } from './session/session.concept.ts';
import { sessionBookingConcept } from './session-booking/session-booking.concept.ts';
import { sessionCapacityConcept } from './session-capacity/session-capacity.concept.ts';
import { sessionMoveConcept } from './session-move/session-move.concept.ts';
import { storageConcept } from './storage/storage.concept.ts';
import { strikeConcept } from './strike/strike.concept.ts';
import { tenantConcept } from './tenant/tenant.concept.ts';
import { tenantOf } from './tenant/tenant.service.ts';
import { ticketConcept } from './ticket/ticket.concept.ts';
import { ticketProductConcept } from './ticket-product/ticket-product.concept.ts';
import { waitlistConcept } from './waitlist/waitlist.concept.ts';

/** What can be booked, when, and by whom. Concepts from the oldest to the youngest. */
export const bookingSubgraph = defineSubgraph({
  name: 'booking',
  concepts: [
    tenantConcept,
    referencesConcept,
    storageConcept,
    customerConcept,
    locationConcept,
    resourceConcept,
    offeringConcept,
    policyConcept,
    overrideConcept,
    passConcept,
    strikeConcept,
    openingConcept,
    claimConcept,
    sessionConcept,
    holdConcept,
    bookingConcept,
    noShowConcept,
    sessionBookingConcept,
    availabilityConcept,
    endingConcept,
    intervalConcept,
    rescheduleConcept,
    jobPriceConcept,
    jobConcept,
    jobPhotoConcept,
    photoUploadConcept,
    appointmentConcept,
    attendanceConcept,
    waitlistConcept,
    promotionConcept,
    beginningConcept,
    seriesConcept,
    sessionCapacityConcept,
    sessionMoveConcept,
    seriesChangeConcept,
    eventConcept,
    ticketProductConcept,
    orderConcept,
    ticketConcept,
    handoverConcept,
    saleConcept,
    checkInListConcept,
    scanConcept,
    offlineScanConcept,
    pushDeviceConcept,
    calendarEntryConcept,
    notificationConcept,
    deliveryConcept,
    reminderConcept,
    calendarFeedConcept,
    calendarImportConcept,
    nodeConcept,
  ],
  migrations: new URL('./migrations/', import.meta.url),
  uses: { metering: true, jobs: true, messaging: true, objects: true },
  tenantOf,
});
