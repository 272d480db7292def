// What was found to be the most work for a planner, by hand and by search: one thing of many types, each of which leads
// to members, who are known to two subgraphs that ask each other in turn.

const MEMBER = 'fragment M on Member { profile { member { name profile { member { id name } } } } }';
const TYPES = [
  '... on Booking { customer { ...M } bookedBy { ...M } }',
  '... on Order { customer { ...M } }',
  '... on Pass { customer { ...M } }',
  '... on WaitlistEntry { customer { ...M } }',
  '... on Ticket { holder { ...M } }',
  '... on Member { ...M }',
].join(' ');

/** A document within all limits that takes long to plan; by its number it is another one. */
export function hostileDocument(number: number): string {
  const nodes = Array.from({ length: 7 }, (_, at) => `n${number}_${at}: node(id: "x") { ${TYPES} }`);
  return `{ ${nodes.join(' ')} } ${MEMBER}`;
}
