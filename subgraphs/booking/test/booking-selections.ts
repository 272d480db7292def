import fc from 'fast-check';

/** What may be asked of each type; with a type's name, what that leads to. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Booking: {
    id: '',
    seats: '',
    status: '',
    bookedAt: '',
    canceledAt: '',
    rescheduledTo: 'Booking',
    price: 'Money',
    refund: 'Money',
    customer: 'Member',
    session: 'Session',
  },
  Session: {
    id: '',
    startsAt: '',
    endsAt: '',
    capacity: '',
    seatsTaken: '',
    seatsLeft: '',
    isOnDemand: '',
    canceledAt: '',
    offering: 'Offering',
    resource: 'Resource',
  },
  Offering: {
    name: '',
    description: '',
    kind: '',
    durationMinutes: '',
    needsApproval: '',
    taxCode: '',
    price: 'Money',
    resource: 'Resource',
    pool: 'ResourcePool',
  },
  Resource: { id: '', name: '', kind: '', capacity: '', location: 'Location', pool: 'ResourcePool' },
  ResourcePool: { name: '' },
  Location: { id: '' },
  Money: { amountMinor: '', currency: '' },
  Member: { id: '' },
};

/** Any selection of a type, with aliases and fragments. */
export function selectionOf(type: string, depth: number): fc.Arbitrary<string> {
  const fields = Object.entries(FIELDS[type] ?? {}).filter(([, leads]) => leads === '' || depth > 0);
  const written = fields.map(([name, leads]) =>
    (leads === '' ? fc.constant('') : selectionOf(leads, depth - 1).map((inner) => ` { ${inner} }`)).map(
      (inner) => ({ name, inner }),
    ),
  );
  const some = fc.tuple(...written).chain((all) => fc.subarray(all, { minLength: 1 }));
  return fc.tuple(some, fc.constantFrom('plain', 'alias', 'fragment')).map(([chosen, way]) => {
    const lines = chosen.map(({ name, inner }) => `${way === 'alias' ? `my_${name}: ` : ''}${name}${inner}`);
    return way === 'fragment' ? `... on ${type} { ${lines.join(' ')} }` : lines.join(' ');
  });
}
