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
    "\n  mutation BookSession($sessionId: ID!, $idempotencyKey: String!) {\n    bookSession(input: { sessionId: $sessionId, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        session {\n          id\n          seatsTaken\n          seatsLeft\n          myBooking {\n            id\n            status\n          }\n        }\n      }\n    }\n  }\n": typeof types.BookSessionDocument,
    "\n  query Bookings($first: Int, $after: String, $last: Int, $before: String) {\n    tenant {\n      id\n      bookings(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          node {\n            id\n            ...BookingsRow_Booking\n          }\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": typeof types.BookingsDocument,
    "\n  fragment BookingsRow_Booking on Booking {\n    id\n    status\n    seats\n    bookedAt\n    price {\n      amountMinor\n      currency\n    }\n    customer {\n      id\n      name\n    }\n    session {\n      id\n      startsAt\n      offering {\n        id\n        name\n      }\n    }\n  }\n": typeof types.BookingsRow_BookingFragmentDoc,
    "\n  mutation CancelBooking($bookingId: ID!, $idempotencyKey: String!) {\n    cancelBooking(input: { bookingId: $bookingId, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        session {\n          id\n          seatsTaken\n          seatsLeft\n          myBooking {\n            id\n            status\n          }\n        }\n      }\n    }\n  }\n": typeof types.CancelBookingDocument,
    "\n  fragment MyBookingRow_Booking on Booking {\n    id\n    status\n    price {\n      amountMinor\n      currency\n    }\n    session {\n      id\n      startsAt\n      offering {\n        id\n        name\n      }\n      resource {\n        id\n        name\n      }\n    }\n  }\n": typeof types.MyBookingRow_BookingFragmentDoc,
    "\n  query MyBookings($after: String) {\n    myBookings(first: 20, after: $after) {\n      edges {\n        node {\n          id\n          ...MyBookingRow_Booking\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.MyBookingsDocument,
    "\n  query Schedule($from: DateTime!, $to: DateTime!, $after: String) {\n    sessions(from: $from, to: $to, first: 50, after: $after) {\n      edges {\n        node {\n          id\n          startsAt\n          ...SessionRow_Session\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ScheduleDocument,
    "\n  subscription SessionChanged {\n    sessionChanged {\n      id\n      capacity\n      seatsTaken\n      seatsLeft\n    }\n  }\n": typeof types.SessionChangedDocument,
    "\n  fragment SessionRow_Session on Session {\n    id\n    startsAt\n    capacity\n    seatsLeft\n    offering {\n      id\n      name\n      durationMinutes\n      price {\n        amountMinor\n        currency\n      }\n    }\n    resource {\n      id\n      name\n    }\n    myBooking {\n      id\n      status\n    }\n  }\n": typeof types.SessionRow_SessionFragmentDoc,
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
    "\n  mutation BookSession($sessionId: ID!, $idempotencyKey: String!) {\n    bookSession(input: { sessionId: $sessionId, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        session {\n          id\n          seatsTaken\n          seatsLeft\n          myBooking {\n            id\n            status\n          }\n        }\n      }\n    }\n  }\n": types.BookSessionDocument,
    "\n  query Bookings($first: Int, $after: String, $last: Int, $before: String) {\n    tenant {\n      id\n      bookings(first: $first, after: $after, last: $last, before: $before) {\n        edges {\n          node {\n            id\n            ...BookingsRow_Booking\n          }\n        }\n        pageInfo {\n          hasNextPage\n          hasPreviousPage\n          startCursor\n          endCursor\n        }\n      }\n    }\n  }\n": types.BookingsDocument,
    "\n  fragment BookingsRow_Booking on Booking {\n    id\n    status\n    seats\n    bookedAt\n    price {\n      amountMinor\n      currency\n    }\n    customer {\n      id\n      name\n    }\n    session {\n      id\n      startsAt\n      offering {\n        id\n        name\n      }\n    }\n  }\n": types.BookingsRow_BookingFragmentDoc,
    "\n  mutation CancelBooking($bookingId: ID!, $idempotencyKey: String!) {\n    cancelBooking(input: { bookingId: $bookingId, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        session {\n          id\n          seatsTaken\n          seatsLeft\n          myBooking {\n            id\n            status\n          }\n        }\n      }\n    }\n  }\n": types.CancelBookingDocument,
    "\n  fragment MyBookingRow_Booking on Booking {\n    id\n    status\n    price {\n      amountMinor\n      currency\n    }\n    session {\n      id\n      startsAt\n      offering {\n        id\n        name\n      }\n      resource {\n        id\n        name\n      }\n    }\n  }\n": types.MyBookingRow_BookingFragmentDoc,
    "\n  query MyBookings($after: String) {\n    myBookings(first: 20, after: $after) {\n      edges {\n        node {\n          id\n          ...MyBookingRow_Booking\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.MyBookingsDocument,
    "\n  query Schedule($from: DateTime!, $to: DateTime!, $after: String) {\n    sessions(from: $from, to: $to, first: 50, after: $after) {\n      edges {\n        node {\n          id\n          startsAt\n          ...SessionRow_Session\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ScheduleDocument,
    "\n  subscription SessionChanged {\n    sessionChanged {\n      id\n      capacity\n      seatsTaken\n      seatsLeft\n    }\n  }\n": types.SessionChangedDocument,
    "\n  fragment SessionRow_Session on Session {\n    id\n    startsAt\n    capacity\n    seatsLeft\n    offering {\n      id\n      name\n      durationMinutes\n      price {\n        amountMinor\n        currency\n      }\n    }\n    resource {\n      id\n      name\n    }\n    myBooking {\n      id\n      status\n    }\n  }\n": types.SessionRow_SessionFragmentDoc,
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
export function graphql(source: "\n  mutation BookSession($sessionId: ID!, $idempotencyKey: String!) {\n    bookSession(input: { sessionId: $sessionId, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        session {\n          id\n          seatsTaken\n          seatsLeft\n          myBooking {\n            id\n            status\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation BookSession($sessionId: ID!, $idempotencyKey: String!) {\n    bookSession(input: { sessionId: $sessionId, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        session {\n          id\n          seatsTaken\n          seatsLeft\n          myBooking {\n            id\n            status\n          }\n        }\n      }\n    }\n  }\n"];
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
export function graphql(source: "\n  mutation CancelBooking($bookingId: ID!, $idempotencyKey: String!) {\n    cancelBooking(input: { bookingId: $bookingId, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        session {\n          id\n          seatsTaken\n          seatsLeft\n          myBooking {\n            id\n            status\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CancelBooking($bookingId: ID!, $idempotencyKey: String!) {\n    cancelBooking(input: { bookingId: $bookingId, idempotencyKey: $idempotencyKey }) {\n      booking {\n        id\n        status\n        session {\n          id\n          seatsTaken\n          seatsLeft\n          myBooking {\n            id\n            status\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MyBookingRow_Booking on Booking {\n    id\n    status\n    price {\n      amountMinor\n      currency\n    }\n    session {\n      id\n      startsAt\n      offering {\n        id\n        name\n      }\n      resource {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment MyBookingRow_Booking on Booking {\n    id\n    status\n    price {\n      amountMinor\n      currency\n    }\n    session {\n      id\n      startsAt\n      offering {\n        id\n        name\n      }\n      resource {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MyBookings($after: String) {\n    myBookings(first: 20, after: $after) {\n      edges {\n        node {\n          id\n          ...MyBookingRow_Booking\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query MyBookings($after: String) {\n    myBookings(first: 20, after: $after) {\n      edges {\n        node {\n          id\n          ...MyBookingRow_Booking\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"];
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
export function graphql(source: "\n  fragment SessionRow_Session on Session {\n    id\n    startsAt\n    capacity\n    seatsLeft\n    offering {\n      id\n      name\n      durationMinutes\n      price {\n        amountMinor\n        currency\n      }\n    }\n    resource {\n      id\n      name\n    }\n    myBooking {\n      id\n      status\n    }\n  }\n"): (typeof documents)["\n  fragment SessionRow_Session on Session {\n    id\n    startsAt\n    capacity\n    seatsLeft\n    offering {\n      id\n      name\n      durationMinutes\n      price {\n        amountMinor\n        currency\n      }\n    }\n    resource {\n      id\n      name\n    }\n    myBooking {\n      id\n      status\n    }\n  }\n"];
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