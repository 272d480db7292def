/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query Analytics($from: LocalDate!, $to: LocalDate!) {\n    tenant {\n      id\n      bookingsPerDay(from: $from, to: $to) {\n        date\n        count\n      }\n    }\n  }\n": typeof types.AnalyticsDocument,
    "\n  subscription BookingsPerDayChanged {\n    bookingsPerDayChanged {\n      date\n      count\n    }\n  }\n": typeof types.BookingsPerDayChangedDocument,
    "\n  query MyCalendarFeeds {\n    myCalendarFeeds(first: 20) {\n      edges {\n        node {\n          id\n          scope\n          createdAt\n          revokedAt\n          resource {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n": typeof types.MyCalendarFeedsDocument,
    "\n  mutation CreateCalendarFeed($input: CreateCalendarFeedInput!) {\n    createCalendarFeed(input: $input) {\n      feed {\n        id\n      }\n      path\n    }\n  }\n": typeof types.CreateCalendarFeedDocument,
    "\n  mutation RevokeCalendarFeed($input: RevokeCalendarFeedInput!) {\n    revokeCalendarFeed(input: $input) {\n      feed {\n        id\n        revokedAt\n      }\n    }\n  }\n": typeof types.RevokeCalendarFeedDocument,
    "\n  fragment CancelButton_Booking on Booking {\n    id\n    price {\n      amountMinor\n      currency\n    }\n    policy {\n      version\n      cancellation {\n        untilMinutesBefore\n        refundPercent\n        feeMinor\n        creditBack\n      }\n    }\n    session {\n      id\n      startsAt\n    }\n  }\n": typeof types.CancelButton_BookingFragmentDoc,
    "\n  mutation CancelBooking($bookingId: ID!, $idempotencyKey: String!) {\n    cancelBooking(input: { bookingId: $bookingId, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        refund {\n          amountMinor\n          currency\n        }\n        fee {\n          amountMinor\n          currency\n        }\n        session {\n          id\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n": typeof types.CancelBookingDocument,
    "\n  query Bookings($first: Int, $after: String, $last: Int, $before: String) {\n    tenant {\n      id\n      bookings(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          node {\n            id\n            ...BookingsRow_Booking\n          }\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.BookingsDocument,
    "\n  fragment BookingsRow_Booking on Booking {\n    id\n    status\n    seats\n    bookedAt\n    price {\n      amountMinor\n      currency\n    }\n    customer {\n      id\n      name\n    }\n    session {\n      id\n      startsAt\n      offering {\n        id\n        name\n      }\n    }\n  }\n": typeof types.BookingsRow_BookingFragmentDoc,
    "\n  query SessionsToMoveTo($from: DateTime!, $to: DateTime!) {\n    sessions(from: $from, to: $to, first: 100) {\n      edges {\n        node {\n          id\n          startsAt\n          seatsLeft\n          canceledAt\n          isOnDemand\n          offering {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n": typeof types.SessionsToMoveToDocument,
    "\n  mutation RescheduleBooking($input: RescheduleBookingInput!) {\n    rescheduleBooking(input: $input) {\n      booking {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n": typeof types.RescheduleBookingDocument,
    "\n  fragment MyBookingRow_Booking on Booking {\n    id\n    status\n    seats\n    price {\n      amountMinor\n      currency\n    }\n    refund {\n      amountMinor\n      currency\n    }\n    fee {\n      amountMinor\n      currency\n    }\n    policy {\n      version\n      rescheduleNoticeMinutes\n      ...PolicyRules\n    }\n    session {\n      id\n      startsAt\n      isOnDemand\n      offering {\n        id\n        name\n        durationMinutes\n      }\n      resource {\n        id\n        name\n      }\n    }\n    ...CancelButton_Booking\n  }\n": typeof types.MyBookingRow_BookingFragmentDoc,
    "\n  query MyBookings($after: String) {\n    myBookings(first: 20, after: $after) {\n      edges {\n        node {\n          id\n          ...MyBookingRow_Booking\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.MyBookingsDocument,
    "\n  query MyWaitlist {\n    myWaitlist(first: 50) {\n      edges {\n        node {\n          id\n          status\n          ...WaitingRow_WaitlistEntry\n        }\n      }\n    }\n  }\n": typeof types.MyWaitlistDocument,
    "\n  fragment WaitingRow_WaitlistEntry on WaitlistEntry {\n    id\n    partySize\n    session {\n      id\n      startsAt\n      offering {\n        id\n        name\n      }\n      resource {\n        id\n        name\n      }\n    }\n    ...WaitlistPlace_WaitlistEntry\n  }\n": typeof types.WaitingRow_WaitlistEntryFragmentDoc,
    "\n  subscription MyBookingChanged {\n    myBookingChanged {\n      id\n      status\n      session {\n        ...OwnPlace_Session\n      }\n    }\n  }\n": typeof types.MyBookingChangedDocument,
    "\n  subscription MyWaitlistChanged {\n    myWaitlistChanged {\n      id\n      status\n      place\n      offerExpiresAt\n      session {\n        ...OwnPlace_Session\n      }\n    }\n  }\n": typeof types.MyWaitlistChangedDocument,
    "\n  fragment OwnPlace_Session on Session {\n    id\n    capacity\n    seatsTaken\n    seatsLeft\n    myBooking {\n      id\n      status\n      seats\n      ...CancelButton_Booking\n    }\n    myWaitlistEntry {\n      id\n      ...WaitlistPlace_WaitlistEntry\n    }\n  }\n": typeof types.OwnPlace_SessionFragmentDoc,
    "\n  fragment PolicyRules on BookingPolicy {\n    version\n    createdAt\n    opensDaysAhead\n    closesMinutesBefore\n    limits {\n      perDay {\n        bookings\n        seats\n      }\n      perSevenDays {\n        bookings\n        seats\n      }\n      concurrent {\n        bookings\n        seats\n      }\n    }\n    cancellation {\n      untilMinutesBefore\n      refundPercent\n      feeMinor\n      creditBack\n    }\n    rescheduleNoticeMinutes\n    checkIn {\n      opensMinutesBefore\n      closesMinutesAfter\n      releasesSeat\n    }\n    noShow {\n      graceHours\n      consequence\n      feeMinor\n    }\n    strikes {\n      count\n      windowDays\n      blockDays\n      unblockFeeMinor\n    }\n    waitlist {\n      mode\n      autoPromoteUntilMinutes\n      offerHours\n      closesMinutesBefore\n      partyThatDoesNotFit\n    }\n  }\n": typeof types.PolicyRulesFragmentDoc,
    "\n  mutation BookSession($sessionId: ID!, $seats: Int!, $idempotencyKey: String!) {\n    bookSession(input: { sessionId: $sessionId, seats: $seats, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n": typeof types.BookSessionDocument,
    "\n  mutation JoinWaitlist($sessionId: ID!, $seats: Int!, $idempotencyKey: String!) {\n    joinWaitlist(input: { sessionId: $sessionId, partySize: $seats, idempotencyKey: $idempotencyKey }) {\n      entry {\n        id\n        place\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n": typeof types.JoinWaitlistDocument,
    "\n  query Schedule($from: DateTime!, $to: DateTime!, $after: String) {\n    sessions(from: $from, to: $to, first: 50, after: $after) {\n      edges {\n        node {\n          id\n          startsAt\n          ...SessionRow_Session\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ScheduleDocument,
    "\n  subscription SessionChanged {\n    sessionChanged {\n      id\n      capacity\n      seatsTaken\n      seatsLeft\n    }\n  }\n": typeof types.SessionChangedDocument,
    "\n  fragment SessionDialog_Session on Session {\n    id\n    startsAt\n    endsAt\n    offering {\n      id\n      name\n      description\n      needsApproval\n      price {\n        amountMinor\n        currency\n      }\n    }\n    resource {\n      id\n      name\n      location {\n        id\n        name\n      }\n    }\n    ...OwnPlace_Session\n  }\n": typeof types.SessionDialog_SessionFragmentDoc,
    "\n  query RulesOfOffering($offeringId: ID) {\n    bookingPolicy(offeringId: $offeringId) {\n      version\n      ...PolicyRules\n    }\n  }\n": typeof types.RulesOfOfferingDocument,
    "\n  fragment SessionRow_Session on Session {\n    id\n    startsAt\n    offering {\n      id\n      name\n      durationMinutes\n      price {\n        amountMinor\n        currency\n      }\n    }\n    resource {\n      id\n      name\n    }\n    ...OwnPlace_Session\n    ...SessionDialog_Session\n  }\n": typeof types.SessionRow_SessionFragmentDoc,
    "\n  mutation HoldTime($input: CreateHoldInput!) {\n    createHold(input: $input) {\n      hold {\n        id\n        startsAt\n        expiresAt\n      }\n    }\n  }\n": typeof types.HoldTimeDocument,
    "\n  mutation ReleaseHold($input: ReleaseHoldInput!) {\n    releaseHold(input: $input) {\n      releasedHoldId\n    }\n  }\n": typeof types.ReleaseHoldDocument,
    "\n  mutation BookInterval($input: BookIntervalInput!) {\n    bookInterval(input: $input) {\n      booking {\n        id\n        status\n      }\n    }\n  }\n": typeof types.BookIntervalDocument,
    "\n  query RulesOfTimedOffering($offeringId: ID) {\n    bookingPolicy(offeringId: $offeringId) {\n      version\n      ...PolicyRules\n    }\n  }\n": typeof types.RulesOfTimedOfferingDocument,
    "\n  query AvailableSlots($offeringId: ID!, $from: DateTime!, $to: DateTime!, $stepMinutes: Int!) {\n    availableSlots(offeringId: $offeringId, from: $from, to: $to, stepMinutes: $stepMinutes, first: 1000) {\n      startsAt\n      endsAt\n      resource {\n        id\n        name\n      }\n    }\n  }\n": typeof types.AvailableSlotsDocument,
    "\n  query TimedOfferings {\n    offerings(first: 100) {\n      edges {\n        node {\n          id\n          name\n          description\n          kind\n          durationMinutes\n          capacity\n          needsApproval\n          price {\n            amountMinor\n            currency\n          }\n        }\n      }\n    }\n  }\n": typeof types.TimedOfferingsDocument,
    "\n  fragment WaitlistPlace_WaitlistEntry on WaitlistEntry {\n    id\n    status\n    partySize\n    place\n    offerExpiresAt\n  }\n": typeof types.WaitlistPlace_WaitlistEntryFragmentDoc,
    "\n  mutation LeaveWaitlist($input: WaitlistEntryInput!) {\n    leaveWaitlist(input: $input) {\n      entry {\n        id\n        status\n        place\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n": typeof types.LeaveWaitlistDocument,
    "\n  mutation AcceptOffer($input: WaitlistEntryInput!) {\n    acceptOffer(input: $input) {\n      booking {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n": typeof types.AcceptOfferDocument,
    "\n  mutation DeclineOffer($input: WaitlistEntryInput!) {\n    declineOffer(input: $input) {\n      entry {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n": typeof types.DeclineOfferDocument,
    "\n  query Dashboard {\n    tenant {\n      id\n      plan {\n        key\n        name\n        prices {\n          interval\n          amount {\n            amountMinor\n            currency\n          }\n        }\n      }\n      meters {\n        key\n        ...MeterCard_Meter\n      }\n      ...EntitlementList_Tenant\n    }\n    plans {\n      key\n      name\n    }\n  }\n": typeof types.DashboardDocument,
    "\n  subscription UsageChanged {\n    usageChanged {\n      id\n      used\n      periodStartsAt\n      resetsAt\n      updatedAt\n      meter {\n        key\n      }\n    }\n  }\n": typeof types.UsageChangedDocument,
    "\n  fragment EntitlementList_Tenant on Tenant {\n    id\n    entitlements {\n      granted\n      cheapestGrant\n      feature {\n        key\n        name\n      }\n    }\n  }\n": typeof types.EntitlementList_TenantFragmentDoc,
    "\n  fragment MeterCard_Meter on Meter {\n    key\n    name\n    limit\n    enforcement\n    usage {\n      id\n      used\n      resetsAt\n    }\n  }\n": typeof types.MeterCard_MeterFragmentDoc,
    "\n  query KnownDays($from: LocalDate!, $to: LocalDate!) {\n    tenant {\n      id\n      bookingsPerDay(from: $from, to: $to) {\n        date\n        count\n      }\n    }\n  }\n": typeof types.KnownDaysDocument,
    "\n  query PlansToUnlock {\n    plans {\n      key\n      name\n      features {\n        key\n        name\n      }\n      prices {\n        interval\n        amount {\n          amountMinor\n          currency\n        }\n      }\n    }\n  }\n": typeof types.PlansToUnlockDocument,
    "\n  mutation ChangePlan($plan: ID!, $idempotencyKey: String!) {\n    changePlan(input: { plan: $plan, idempotencyKey: $idempotencyKey }) {\n      tenant {\n        id\n        plan {\n          key\n          name\n        }\n      }\n    }\n  }\n": typeof types.ChangePlanDocument,
    "\n  fragment SignedInMember_Member on Member {\n    id\n    name\n    email\n    roles\n  }\n": typeof types.SignedInMember_MemberFragmentDoc,
    "\n  mutation SignIn($email: String!, $password: String!) {\n    signIn(input: { email: $email, password: $password }) {\n      accessToken\n      accessExpiresAt\n      member {\n        ...SignedInMember_Member\n      }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  mutation RefreshSession {\n    refreshSession {\n      accessToken\n      accessExpiresAt\n      member {\n        ...SignedInMember_Member\n      }\n    }\n  }\n": typeof types.RefreshSessionDocument,
    "\n  mutation SignOut {\n    signOut {\n      signedOut\n    }\n  }\n": typeof types.SignOutDocument,
    "\n  query HostTenant {\n    tenant {\n      id\n      slug\n      name\n      edition\n      locale\n      timeZone\n      currency\n    }\n  }\n": typeof types.HostTenantDocument,
};
const documents: Documents = {
    "\n  query Analytics($from: LocalDate!, $to: LocalDate!) {\n    tenant {\n      id\n      bookingsPerDay(from: $from, to: $to) {\n        date\n        count\n      }\n    }\n  }\n": types.AnalyticsDocument,
    "\n  subscription BookingsPerDayChanged {\n    bookingsPerDayChanged {\n      date\n      count\n    }\n  }\n": types.BookingsPerDayChangedDocument,
    "\n  query MyCalendarFeeds {\n    myCalendarFeeds(first: 20) {\n      edges {\n        node {\n          id\n          scope\n          createdAt\n          revokedAt\n          resource {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n": types.MyCalendarFeedsDocument,
    "\n  mutation CreateCalendarFeed($input: CreateCalendarFeedInput!) {\n    createCalendarFeed(input: $input) {\n      feed {\n        id\n      }\n      path\n    }\n  }\n": types.CreateCalendarFeedDocument,
    "\n  mutation RevokeCalendarFeed($input: RevokeCalendarFeedInput!) {\n    revokeCalendarFeed(input: $input) {\n      feed {\n        id\n        revokedAt\n      }\n    }\n  }\n": types.RevokeCalendarFeedDocument,
    "\n  fragment CancelButton_Booking on Booking {\n    id\n    price {\n      amountMinor\n      currency\n    }\n    policy {\n      version\n      cancellation {\n        untilMinutesBefore\n        refundPercent\n        feeMinor\n        creditBack\n      }\n    }\n    session {\n      id\n      startsAt\n    }\n  }\n": types.CancelButton_BookingFragmentDoc,
    "\n  mutation CancelBooking($bookingId: ID!, $idempotencyKey: String!) {\n    cancelBooking(input: { bookingId: $bookingId, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        refund {\n          amountMinor\n          currency\n        }\n        fee {\n          amountMinor\n          currency\n        }\n        session {\n          id\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n": types.CancelBookingDocument,
    "\n  query Bookings($first: Int, $after: String, $last: Int, $before: String) {\n    tenant {\n      id\n      bookings(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          node {\n            id\n            ...BookingsRow_Booking\n          }\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": types.BookingsDocument,
    "\n  fragment BookingsRow_Booking on Booking {\n    id\n    status\n    seats\n    bookedAt\n    price {\n      amountMinor\n      currency\n    }\n    customer {\n      id\n      name\n    }\n    session {\n      id\n      startsAt\n      offering {\n        id\n        name\n      }\n    }\n  }\n": types.BookingsRow_BookingFragmentDoc,
    "\n  query SessionsToMoveTo($from: DateTime!, $to: DateTime!) {\n    sessions(from: $from, to: $to, first: 100) {\n      edges {\n        node {\n          id\n          startsAt\n          seatsLeft\n          canceledAt\n          isOnDemand\n          offering {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n": types.SessionsToMoveToDocument,
    "\n  mutation RescheduleBooking($input: RescheduleBookingInput!) {\n    rescheduleBooking(input: $input) {\n      booking {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n": types.RescheduleBookingDocument,
    "\n  fragment MyBookingRow_Booking on Booking {\n    id\n    status\n    seats\n    price {\n      amountMinor\n      currency\n    }\n    refund {\n      amountMinor\n      currency\n    }\n    fee {\n      amountMinor\n      currency\n    }\n    policy {\n      version\n      rescheduleNoticeMinutes\n      ...PolicyRules\n    }\n    session {\n      id\n      startsAt\n      isOnDemand\n      offering {\n        id\n        name\n        durationMinutes\n      }\n      resource {\n        id\n        name\n      }\n    }\n    ...CancelButton_Booking\n  }\n": types.MyBookingRow_BookingFragmentDoc,
    "\n  query MyBookings($after: String) {\n    myBookings(first: 20, after: $after) {\n      edges {\n        node {\n          id\n          ...MyBookingRow_Booking\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.MyBookingsDocument,
    "\n  query MyWaitlist {\n    myWaitlist(first: 50) {\n      edges {\n        node {\n          id\n          status\n          ...WaitingRow_WaitlistEntry\n        }\n      }\n    }\n  }\n": types.MyWaitlistDocument,
    "\n  fragment WaitingRow_WaitlistEntry on WaitlistEntry {\n    id\n    partySize\n    session {\n      id\n      startsAt\n      offering {\n        id\n        name\n      }\n      resource {\n        id\n        name\n      }\n    }\n    ...WaitlistPlace_WaitlistEntry\n  }\n": types.WaitingRow_WaitlistEntryFragmentDoc,
    "\n  subscription MyBookingChanged {\n    myBookingChanged {\n      id\n      status\n      session {\n        ...OwnPlace_Session\n      }\n    }\n  }\n": types.MyBookingChangedDocument,
    "\n  subscription MyWaitlistChanged {\n    myWaitlistChanged {\n      id\n      status\n      place\n      offerExpiresAt\n      session {\n        ...OwnPlace_Session\n      }\n    }\n  }\n": types.MyWaitlistChangedDocument,
    "\n  fragment OwnPlace_Session on Session {\n    id\n    capacity\n    seatsTaken\n    seatsLeft\n    myBooking {\n      id\n      status\n      seats\n      ...CancelButton_Booking\n    }\n    myWaitlistEntry {\n      id\n      ...WaitlistPlace_WaitlistEntry\n    }\n  }\n": types.OwnPlace_SessionFragmentDoc,
    "\n  fragment PolicyRules on BookingPolicy {\n    version\n    createdAt\n    opensDaysAhead\n    closesMinutesBefore\n    limits {\n      perDay {\n        bookings\n        seats\n      }\n      perSevenDays {\n        bookings\n        seats\n      }\n      concurrent {\n        bookings\n        seats\n      }\n    }\n    cancellation {\n      untilMinutesBefore\n      refundPercent\n      feeMinor\n      creditBack\n    }\n    rescheduleNoticeMinutes\n    checkIn {\n      opensMinutesBefore\n      closesMinutesAfter\n      releasesSeat\n    }\n    noShow {\n      graceHours\n      consequence\n      feeMinor\n    }\n    strikes {\n      count\n      windowDays\n      blockDays\n      unblockFeeMinor\n    }\n    waitlist {\n      mode\n      autoPromoteUntilMinutes\n      offerHours\n      closesMinutesBefore\n      partyThatDoesNotFit\n    }\n  }\n": types.PolicyRulesFragmentDoc,
    "\n  mutation BookSession($sessionId: ID!, $seats: Int!, $idempotencyKey: String!) {\n    bookSession(input: { sessionId: $sessionId, seats: $seats, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n": types.BookSessionDocument,
    "\n  mutation JoinWaitlist($sessionId: ID!, $seats: Int!, $idempotencyKey: String!) {\n    joinWaitlist(input: { sessionId: $sessionId, partySize: $seats, idempotencyKey: $idempotencyKey }) {\n      entry {\n        id\n        place\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n": types.JoinWaitlistDocument,
    "\n  query Schedule($from: DateTime!, $to: DateTime!, $after: String) {\n    sessions(from: $from, to: $to, first: 50, after: $after) {\n      edges {\n        node {\n          id\n          startsAt\n          ...SessionRow_Session\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ScheduleDocument,
    "\n  subscription SessionChanged {\n    sessionChanged {\n      id\n      capacity\n      seatsTaken\n      seatsLeft\n    }\n  }\n": types.SessionChangedDocument,
    "\n  fragment SessionDialog_Session on Session {\n    id\n    startsAt\n    endsAt\n    offering {\n      id\n      name\n      description\n      needsApproval\n      price {\n        amountMinor\n        currency\n      }\n    }\n    resource {\n      id\n      name\n      location {\n        id\n        name\n      }\n    }\n    ...OwnPlace_Session\n  }\n": types.SessionDialog_SessionFragmentDoc,
    "\n  query RulesOfOffering($offeringId: ID) {\n    bookingPolicy(offeringId: $offeringId) {\n      version\n      ...PolicyRules\n    }\n  }\n": types.RulesOfOfferingDocument,
    "\n  fragment SessionRow_Session on Session {\n    id\n    startsAt\n    offering {\n      id\n      name\n      durationMinutes\n      price {\n        amountMinor\n        currency\n      }\n    }\n    resource {\n      id\n      name\n    }\n    ...OwnPlace_Session\n    ...SessionDialog_Session\n  }\n": types.SessionRow_SessionFragmentDoc,
    "\n  mutation HoldTime($input: CreateHoldInput!) {\n    createHold(input: $input) {\n      hold {\n        id\n        startsAt\n        expiresAt\n      }\n    }\n  }\n": types.HoldTimeDocument,
    "\n  mutation ReleaseHold($input: ReleaseHoldInput!) {\n    releaseHold(input: $input) {\n      releasedHoldId\n    }\n  }\n": types.ReleaseHoldDocument,
    "\n  mutation BookInterval($input: BookIntervalInput!) {\n    bookInterval(input: $input) {\n      booking {\n        id\n        status\n      }\n    }\n  }\n": types.BookIntervalDocument,
    "\n  query RulesOfTimedOffering($offeringId: ID) {\n    bookingPolicy(offeringId: $offeringId) {\n      version\n      ...PolicyRules\n    }\n  }\n": types.RulesOfTimedOfferingDocument,
    "\n  query AvailableSlots($offeringId: ID!, $from: DateTime!, $to: DateTime!, $stepMinutes: Int!) {\n    availableSlots(offeringId: $offeringId, from: $from, to: $to, stepMinutes: $stepMinutes, first: 1000) {\n      startsAt\n      endsAt\n      resource {\n        id\n        name\n      }\n    }\n  }\n": types.AvailableSlotsDocument,
    "\n  query TimedOfferings {\n    offerings(first: 100) {\n      edges {\n        node {\n          id\n          name\n          description\n          kind\n          durationMinutes\n          capacity\n          needsApproval\n          price {\n            amountMinor\n            currency\n          }\n        }\n      }\n    }\n  }\n": types.TimedOfferingsDocument,
    "\n  fragment WaitlistPlace_WaitlistEntry on WaitlistEntry {\n    id\n    status\n    partySize\n    place\n    offerExpiresAt\n  }\n": types.WaitlistPlace_WaitlistEntryFragmentDoc,
    "\n  mutation LeaveWaitlist($input: WaitlistEntryInput!) {\n    leaveWaitlist(input: $input) {\n      entry {\n        id\n        status\n        place\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n": types.LeaveWaitlistDocument,
    "\n  mutation AcceptOffer($input: WaitlistEntryInput!) {\n    acceptOffer(input: $input) {\n      booking {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n": types.AcceptOfferDocument,
    "\n  mutation DeclineOffer($input: WaitlistEntryInput!) {\n    declineOffer(input: $input) {\n      entry {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n": types.DeclineOfferDocument,
    "\n  query Dashboard {\n    tenant {\n      id\n      plan {\n        key\n        name\n        prices {\n          interval\n          amount {\n            amountMinor\n            currency\n          }\n        }\n      }\n      meters {\n        key\n        ...MeterCard_Meter\n      }\n      ...EntitlementList_Tenant\n    }\n    plans {\n      key\n      name\n    }\n  }\n": types.DashboardDocument,
    "\n  subscription UsageChanged {\n    usageChanged {\n      id\n      used\n      periodStartsAt\n      resetsAt\n      updatedAt\n      meter {\n        key\n      }\n    }\n  }\n": types.UsageChangedDocument,
    "\n  fragment EntitlementList_Tenant on Tenant {\n    id\n    entitlements {\n      granted\n      cheapestGrant\n      feature {\n        key\n        name\n      }\n    }\n  }\n": types.EntitlementList_TenantFragmentDoc,
    "\n  fragment MeterCard_Meter on Meter {\n    key\n    name\n    limit\n    enforcement\n    usage {\n      id\n      used\n      resetsAt\n    }\n  }\n": types.MeterCard_MeterFragmentDoc,
    "\n  query KnownDays($from: LocalDate!, $to: LocalDate!) {\n    tenant {\n      id\n      bookingsPerDay(from: $from, to: $to) {\n        date\n        count\n      }\n    }\n  }\n": types.KnownDaysDocument,
    "\n  query PlansToUnlock {\n    plans {\n      key\n      name\n      features {\n        key\n        name\n      }\n      prices {\n        interval\n        amount {\n          amountMinor\n          currency\n        }\n      }\n    }\n  }\n": types.PlansToUnlockDocument,
    "\n  mutation ChangePlan($plan: ID!, $idempotencyKey: String!) {\n    changePlan(input: { plan: $plan, idempotencyKey: $idempotencyKey }) {\n      tenant {\n        id\n        plan {\n          key\n          name\n        }\n      }\n    }\n  }\n": types.ChangePlanDocument,
    "\n  fragment SignedInMember_Member on Member {\n    id\n    name\n    email\n    roles\n  }\n": types.SignedInMember_MemberFragmentDoc,
    "\n  mutation SignIn($email: String!, $password: String!) {\n    signIn(input: { email: $email, password: $password }) {\n      accessToken\n      accessExpiresAt\n      member {\n        ...SignedInMember_Member\n      }\n    }\n  }\n": types.SignInDocument,
    "\n  mutation RefreshSession {\n    refreshSession {\n      accessToken\n      accessExpiresAt\n      member {\n        ...SignedInMember_Member\n      }\n    }\n  }\n": types.RefreshSessionDocument,
    "\n  mutation SignOut {\n    signOut {\n      signedOut\n    }\n  }\n": types.SignOutDocument,
    "\n  query HostTenant {\n    tenant {\n      id\n      slug\n      name\n      edition\n      locale\n      timeZone\n      currency\n    }\n  }\n": types.HostTenantDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Analytics($from: LocalDate!, $to: LocalDate!) {\n    tenant {\n      id\n      bookingsPerDay(from: $from, to: $to) {\n        date\n        count\n      }\n    }\n  }\n"): (typeof documents)["\n  query Analytics($from: LocalDate!, $to: LocalDate!) {\n    tenant {\n      id\n      bookingsPerDay(from: $from, to: $to) {\n        date\n        count\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription BookingsPerDayChanged {\n    bookingsPerDayChanged {\n      date\n      count\n    }\n  }\n"): (typeof documents)["\n  subscription BookingsPerDayChanged {\n    bookingsPerDayChanged {\n      date\n      count\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyCalendarFeeds {\n    myCalendarFeeds(first: 20) {\n      edges {\n        node {\n          id\n          scope\n          createdAt\n          revokedAt\n          resource {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MyCalendarFeeds {\n    myCalendarFeeds(first: 20) {\n      edges {\n        node {\n          id\n          scope\n          createdAt\n          revokedAt\n          resource {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateCalendarFeed($input: CreateCalendarFeedInput!) {\n    createCalendarFeed(input: $input) {\n      feed {\n        id\n      }\n      path\n    }\n  }\n"): (typeof documents)["\n  mutation CreateCalendarFeed($input: CreateCalendarFeedInput!) {\n    createCalendarFeed(input: $input) {\n      feed {\n        id\n      }\n      path\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevokeCalendarFeed($input: RevokeCalendarFeedInput!) {\n    revokeCalendarFeed(input: $input) {\n      feed {\n        id\n        revokedAt\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RevokeCalendarFeed($input: RevokeCalendarFeedInput!) {\n    revokeCalendarFeed(input: $input) {\n      feed {\n        id\n        revokedAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CancelButton_Booking on Booking {\n    id\n    price {\n      amountMinor\n      currency\n    }\n    policy {\n      version\n      cancellation {\n        untilMinutesBefore\n        refundPercent\n        feeMinor\n        creditBack\n      }\n    }\n    session {\n      id\n      startsAt\n    }\n  }\n"): (typeof documents)["\n  fragment CancelButton_Booking on Booking {\n    id\n    price {\n      amountMinor\n      currency\n    }\n    policy {\n      version\n      cancellation {\n        untilMinutesBefore\n        refundPercent\n        feeMinor\n        creditBack\n      }\n    }\n    session {\n      id\n      startsAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CancelBooking($bookingId: ID!, $idempotencyKey: String!) {\n    cancelBooking(input: { bookingId: $bookingId, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        refund {\n          amountMinor\n          currency\n        }\n        fee {\n          amountMinor\n          currency\n        }\n        session {\n          id\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CancelBooking($bookingId: ID!, $idempotencyKey: String!) {\n    cancelBooking(input: { bookingId: $bookingId, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        refund {\n          amountMinor\n          currency\n        }\n        fee {\n          amountMinor\n          currency\n        }\n        session {\n          id\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Bookings($first: Int, $after: String, $last: Int, $before: String) {\n    tenant {\n      id\n      bookings(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          node {\n            id\n            ...BookingsRow_Booking\n          }\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query Bookings($first: Int, $after: String, $last: Int, $before: String) {\n    tenant {\n      id\n      bookings(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          node {\n            id\n            ...BookingsRow_Booking\n          }\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment BookingsRow_Booking on Booking {\n    id\n    status\n    seats\n    bookedAt\n    price {\n      amountMinor\n      currency\n    }\n    customer {\n      id\n      name\n    }\n    session {\n      id\n      startsAt\n      offering {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment BookingsRow_Booking on Booking {\n    id\n    status\n    seats\n    bookedAt\n    price {\n      amountMinor\n      currency\n    }\n    customer {\n      id\n      name\n    }\n    session {\n      id\n      startsAt\n      offering {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query SessionsToMoveTo($from: DateTime!, $to: DateTime!) {\n    sessions(from: $from, to: $to, first: 100) {\n      edges {\n        node {\n          id\n          startsAt\n          seatsLeft\n          canceledAt\n          isOnDemand\n          offering {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query SessionsToMoveTo($from: DateTime!, $to: DateTime!) {\n    sessions(from: $from, to: $to, first: 100) {\n      edges {\n        node {\n          id\n          startsAt\n          seatsLeft\n          canceledAt\n          isOnDemand\n          offering {\n            id\n            name\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RescheduleBooking($input: RescheduleBookingInput!) {\n    rescheduleBooking(input: $input) {\n      booking {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RescheduleBooking($input: RescheduleBookingInput!) {\n    rescheduleBooking(input: $input) {\n      booking {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MyBookingRow_Booking on Booking {\n    id\n    status\n    seats\n    price {\n      amountMinor\n      currency\n    }\n    refund {\n      amountMinor\n      currency\n    }\n    fee {\n      amountMinor\n      currency\n    }\n    policy {\n      version\n      rescheduleNoticeMinutes\n      ...PolicyRules\n    }\n    session {\n      id\n      startsAt\n      isOnDemand\n      offering {\n        id\n        name\n        durationMinutes\n      }\n      resource {\n        id\n        name\n      }\n    }\n    ...CancelButton_Booking\n  }\n"): (typeof documents)["\n  fragment MyBookingRow_Booking on Booking {\n    id\n    status\n    seats\n    price {\n      amountMinor\n      currency\n    }\n    refund {\n      amountMinor\n      currency\n    }\n    fee {\n      amountMinor\n      currency\n    }\n    policy {\n      version\n      rescheduleNoticeMinutes\n      ...PolicyRules\n    }\n    session {\n      id\n      startsAt\n      isOnDemand\n      offering {\n        id\n        name\n        durationMinutes\n      }\n      resource {\n        id\n        name\n      }\n    }\n    ...CancelButton_Booking\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyBookings($after: String) {\n    myBookings(first: 20, after: $after) {\n      edges {\n        node {\n          id\n          ...MyBookingRow_Booking\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query MyBookings($after: String) {\n    myBookings(first: 20, after: $after) {\n      edges {\n        node {\n          id\n          ...MyBookingRow_Booking\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyWaitlist {\n    myWaitlist(first: 50) {\n      edges {\n        node {\n          id\n          status\n          ...WaitingRow_WaitlistEntry\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MyWaitlist {\n    myWaitlist(first: 50) {\n      edges {\n        node {\n          id\n          status\n          ...WaitingRow_WaitlistEntry\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WaitingRow_WaitlistEntry on WaitlistEntry {\n    id\n    partySize\n    session {\n      id\n      startsAt\n      offering {\n        id\n        name\n      }\n      resource {\n        id\n        name\n      }\n    }\n    ...WaitlistPlace_WaitlistEntry\n  }\n"): (typeof documents)["\n  fragment WaitingRow_WaitlistEntry on WaitlistEntry {\n    id\n    partySize\n    session {\n      id\n      startsAt\n      offering {\n        id\n        name\n      }\n      resource {\n        id\n        name\n      }\n    }\n    ...WaitlistPlace_WaitlistEntry\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription MyBookingChanged {\n    myBookingChanged {\n      id\n      status\n      session {\n        ...OwnPlace_Session\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription MyBookingChanged {\n    myBookingChanged {\n      id\n      status\n      session {\n        ...OwnPlace_Session\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription MyWaitlistChanged {\n    myWaitlistChanged {\n      id\n      status\n      place\n      offerExpiresAt\n      session {\n        ...OwnPlace_Session\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription MyWaitlistChanged {\n    myWaitlistChanged {\n      id\n      status\n      place\n      offerExpiresAt\n      session {\n        ...OwnPlace_Session\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OwnPlace_Session on Session {\n    id\n    capacity\n    seatsTaken\n    seatsLeft\n    myBooking {\n      id\n      status\n      seats\n      ...CancelButton_Booking\n    }\n    myWaitlistEntry {\n      id\n      ...WaitlistPlace_WaitlistEntry\n    }\n  }\n"): (typeof documents)["\n  fragment OwnPlace_Session on Session {\n    id\n    capacity\n    seatsTaken\n    seatsLeft\n    myBooking {\n      id\n      status\n      seats\n      ...CancelButton_Booking\n    }\n    myWaitlistEntry {\n      id\n      ...WaitlistPlace_WaitlistEntry\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PolicyRules on BookingPolicy {\n    version\n    createdAt\n    opensDaysAhead\n    closesMinutesBefore\n    limits {\n      perDay {\n        bookings\n        seats\n      }\n      perSevenDays {\n        bookings\n        seats\n      }\n      concurrent {\n        bookings\n        seats\n      }\n    }\n    cancellation {\n      untilMinutesBefore\n      refundPercent\n      feeMinor\n      creditBack\n    }\n    rescheduleNoticeMinutes\n    checkIn {\n      opensMinutesBefore\n      closesMinutesAfter\n      releasesSeat\n    }\n    noShow {\n      graceHours\n      consequence\n      feeMinor\n    }\n    strikes {\n      count\n      windowDays\n      blockDays\n      unblockFeeMinor\n    }\n    waitlist {\n      mode\n      autoPromoteUntilMinutes\n      offerHours\n      closesMinutesBefore\n      partyThatDoesNotFit\n    }\n  }\n"): (typeof documents)["\n  fragment PolicyRules on BookingPolicy {\n    version\n    createdAt\n    opensDaysAhead\n    closesMinutesBefore\n    limits {\n      perDay {\n        bookings\n        seats\n      }\n      perSevenDays {\n        bookings\n        seats\n      }\n      concurrent {\n        bookings\n        seats\n      }\n    }\n    cancellation {\n      untilMinutesBefore\n      refundPercent\n      feeMinor\n      creditBack\n    }\n    rescheduleNoticeMinutes\n    checkIn {\n      opensMinutesBefore\n      closesMinutesAfter\n      releasesSeat\n    }\n    noShow {\n      graceHours\n      consequence\n      feeMinor\n    }\n    strikes {\n      count\n      windowDays\n      blockDays\n      unblockFeeMinor\n    }\n    waitlist {\n      mode\n      autoPromoteUntilMinutes\n      offerHours\n      closesMinutesBefore\n      partyThatDoesNotFit\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BookSession($sessionId: ID!, $seats: Int!, $idempotencyKey: String!) {\n    bookSession(input: { sessionId: $sessionId, seats: $seats, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation BookSession($sessionId: ID!, $seats: Int!, $idempotencyKey: String!) {\n    bookSession(input: { sessionId: $sessionId, seats: $seats, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation JoinWaitlist($sessionId: ID!, $seats: Int!, $idempotencyKey: String!) {\n    joinWaitlist(input: { sessionId: $sessionId, partySize: $seats, idempotencyKey: $idempotencyKey }) {\n      entry {\n        id\n        place\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation JoinWaitlist($sessionId: ID!, $seats: Int!, $idempotencyKey: String!) {\n    joinWaitlist(input: { sessionId: $sessionId, partySize: $seats, idempotencyKey: $idempotencyKey }) {\n      entry {\n        id\n        place\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Schedule($from: DateTime!, $to: DateTime!, $after: String) {\n    sessions(from: $from, to: $to, first: 50, after: $after) {\n      edges {\n        node {\n          id\n          startsAt\n          ...SessionRow_Session\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Schedule($from: DateTime!, $to: DateTime!, $after: String) {\n    sessions(from: $from, to: $to, first: 50, after: $after) {\n      edges {\n        node {\n          id\n          startsAt\n          ...SessionRow_Session\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription SessionChanged {\n    sessionChanged {\n      id\n      capacity\n      seatsTaken\n      seatsLeft\n    }\n  }\n"): (typeof documents)["\n  subscription SessionChanged {\n    sessionChanged {\n      id\n      capacity\n      seatsTaken\n      seatsLeft\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SessionDialog_Session on Session {\n    id\n    startsAt\n    endsAt\n    offering {\n      id\n      name\n      description\n      needsApproval\n      price {\n        amountMinor\n        currency\n      }\n    }\n    resource {\n      id\n      name\n      location {\n        id\n        name\n      }\n    }\n    ...OwnPlace_Session\n  }\n"): (typeof documents)["\n  fragment SessionDialog_Session on Session {\n    id\n    startsAt\n    endsAt\n    offering {\n      id\n      name\n      description\n      needsApproval\n      price {\n        amountMinor\n        currency\n      }\n    }\n    resource {\n      id\n      name\n      location {\n        id\n        name\n      }\n    }\n    ...OwnPlace_Session\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RulesOfOffering($offeringId: ID) {\n    bookingPolicy(offeringId: $offeringId) {\n      version\n      ...PolicyRules\n    }\n  }\n"): (typeof documents)["\n  query RulesOfOffering($offeringId: ID) {\n    bookingPolicy(offeringId: $offeringId) {\n      version\n      ...PolicyRules\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SessionRow_Session on Session {\n    id\n    startsAt\n    offering {\n      id\n      name\n      durationMinutes\n      price {\n        amountMinor\n        currency\n      }\n    }\n    resource {\n      id\n      name\n    }\n    ...OwnPlace_Session\n    ...SessionDialog_Session\n  }\n"): (typeof documents)["\n  fragment SessionRow_Session on Session {\n    id\n    startsAt\n    offering {\n      id\n      name\n      durationMinutes\n      price {\n        amountMinor\n        currency\n      }\n    }\n    resource {\n      id\n      name\n    }\n    ...OwnPlace_Session\n    ...SessionDialog_Session\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation HoldTime($input: CreateHoldInput!) {\n    createHold(input: $input) {\n      hold {\n        id\n        startsAt\n        expiresAt\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation HoldTime($input: CreateHoldInput!) {\n    createHold(input: $input) {\n      hold {\n        id\n        startsAt\n        expiresAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReleaseHold($input: ReleaseHoldInput!) {\n    releaseHold(input: $input) {\n      releasedHoldId\n    }\n  }\n"): (typeof documents)["\n  mutation ReleaseHold($input: ReleaseHoldInput!) {\n    releaseHold(input: $input) {\n      releasedHoldId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BookInterval($input: BookIntervalInput!) {\n    bookInterval(input: $input) {\n      booking {\n        id\n        status\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation BookInterval($input: BookIntervalInput!) {\n    bookInterval(input: $input) {\n      booking {\n        id\n        status\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query RulesOfTimedOffering($offeringId: ID) {\n    bookingPolicy(offeringId: $offeringId) {\n      version\n      ...PolicyRules\n    }\n  }\n"): (typeof documents)["\n  query RulesOfTimedOffering($offeringId: ID) {\n    bookingPolicy(offeringId: $offeringId) {\n      version\n      ...PolicyRules\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AvailableSlots($offeringId: ID!, $from: DateTime!, $to: DateTime!, $stepMinutes: Int!) {\n    availableSlots(offeringId: $offeringId, from: $from, to: $to, stepMinutes: $stepMinutes, first: 1000) {\n      startsAt\n      endsAt\n      resource {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query AvailableSlots($offeringId: ID!, $from: DateTime!, $to: DateTime!, $stepMinutes: Int!) {\n    availableSlots(offeringId: $offeringId, from: $from, to: $to, stepMinutes: $stepMinutes, first: 1000) {\n      startsAt\n      endsAt\n      resource {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query TimedOfferings {\n    offerings(first: 100) {\n      edges {\n        node {\n          id\n          name\n          description\n          kind\n          durationMinutes\n          capacity\n          needsApproval\n          price {\n            amountMinor\n            currency\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query TimedOfferings {\n    offerings(first: 100) {\n      edges {\n        node {\n          id\n          name\n          description\n          kind\n          durationMinutes\n          capacity\n          needsApproval\n          price {\n            amountMinor\n            currency\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WaitlistPlace_WaitlistEntry on WaitlistEntry {\n    id\n    status\n    partySize\n    place\n    offerExpiresAt\n  }\n"): (typeof documents)["\n  fragment WaitlistPlace_WaitlistEntry on WaitlistEntry {\n    id\n    status\n    partySize\n    place\n    offerExpiresAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation LeaveWaitlist($input: WaitlistEntryInput!) {\n    leaveWaitlist(input: $input) {\n      entry {\n        id\n        status\n        place\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation LeaveWaitlist($input: WaitlistEntryInput!) {\n    leaveWaitlist(input: $input) {\n      entry {\n        id\n        status\n        place\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AcceptOffer($input: WaitlistEntryInput!) {\n    acceptOffer(input: $input) {\n      booking {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AcceptOffer($input: WaitlistEntryInput!) {\n    acceptOffer(input: $input) {\n      booking {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeclineOffer($input: WaitlistEntryInput!) {\n    declineOffer(input: $input) {\n      entry {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeclineOffer($input: WaitlistEntryInput!) {\n    declineOffer(input: $input) {\n      entry {\n        id\n        status\n        session {\n          ...OwnPlace_Session\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Dashboard {\n    tenant {\n      id\n      plan {\n        key\n        name\n        prices {\n          interval\n          amount {\n            amountMinor\n            currency\n          }\n        }\n      }\n      meters {\n        key\n        ...MeterCard_Meter\n      }\n      ...EntitlementList_Tenant\n    }\n    plans {\n      key\n      name\n    }\n  }\n"): (typeof documents)["\n  query Dashboard {\n    tenant {\n      id\n      plan {\n        key\n        name\n        prices {\n          interval\n          amount {\n            amountMinor\n            currency\n          }\n        }\n      }\n      meters {\n        key\n        ...MeterCard_Meter\n      }\n      ...EntitlementList_Tenant\n    }\n    plans {\n      key\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription UsageChanged {\n    usageChanged {\n      id\n      used\n      periodStartsAt\n      resetsAt\n      updatedAt\n      meter {\n        key\n      }\n    }\n  }\n"): (typeof documents)["\n  subscription UsageChanged {\n    usageChanged {\n      id\n      used\n      periodStartsAt\n      resetsAt\n      updatedAt\n      meter {\n        key\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment EntitlementList_Tenant on Tenant {\n    id\n    entitlements {\n      granted\n      cheapestGrant\n      feature {\n        key\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment EntitlementList_Tenant on Tenant {\n    id\n    entitlements {\n      granted\n      cheapestGrant\n      feature {\n        key\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MeterCard_Meter on Meter {\n    key\n    name\n    limit\n    enforcement\n    usage {\n      id\n      used\n      resetsAt\n    }\n  }\n"): (typeof documents)["\n  fragment MeterCard_Meter on Meter {\n    key\n    name\n    limit\n    enforcement\n    usage {\n      id\n      used\n      resetsAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KnownDays($from: LocalDate!, $to: LocalDate!) {\n    tenant {\n      id\n      bookingsPerDay(from: $from, to: $to) {\n        date\n        count\n      }\n    }\n  }\n"): (typeof documents)["\n  query KnownDays($from: LocalDate!, $to: LocalDate!) {\n    tenant {\n      id\n      bookingsPerDay(from: $from, to: $to) {\n        date\n        count\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PlansToUnlock {\n    plans {\n      key\n      name\n      features {\n        key\n        name\n      }\n      prices {\n        interval\n        amount {\n          amountMinor\n          currency\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PlansToUnlock {\n    plans {\n      key\n      name\n      features {\n        key\n        name\n      }\n      prices {\n        interval\n        amount {\n          amountMinor\n          currency\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ChangePlan($plan: ID!, $idempotencyKey: String!) {\n    changePlan(input: { plan: $plan, idempotencyKey: $idempotencyKey }) {\n      tenant {\n        id\n        plan {\n          key\n          name\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ChangePlan($plan: ID!, $idempotencyKey: String!) {\n    changePlan(input: { plan: $plan, idempotencyKey: $idempotencyKey }) {\n      tenant {\n        id\n        plan {\n          key\n          name\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SignedInMember_Member on Member {\n    id\n    name\n    email\n    roles\n  }\n"): (typeof documents)["\n  fragment SignedInMember_Member on Member {\n    id\n    name\n    email\n    roles\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($email: String!, $password: String!) {\n    signIn(input: { email: $email, password: $password }) {\n      accessToken\n      accessExpiresAt\n      member {\n        ...SignedInMember_Member\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SignIn($email: String!, $password: String!) {\n    signIn(input: { email: $email, password: $password }) {\n      accessToken\n      accessExpiresAt\n      member {\n        ...SignedInMember_Member\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshSession {\n    refreshSession {\n      accessToken\n      accessExpiresAt\n      member {\n        ...SignedInMember_Member\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RefreshSession {\n    refreshSession {\n      accessToken\n      accessExpiresAt\n      member {\n        ...SignedInMember_Member\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignOut {\n    signOut {\n      signedOut\n    }\n  }\n"): (typeof documents)["\n  mutation SignOut {\n    signOut {\n      signedOut\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HostTenant {\n    tenant {\n      id\n      slug\n      name\n      edition\n      locale\n      timeZone\n      currency\n    }\n  }\n"): (typeof documents)["\n  query HostTenant {\n    tenant {\n      id\n      slug\n      name\n      edition\n      locale\n      timeZone\n      currency\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;