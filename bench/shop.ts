import DataLoader from 'dataloader';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@listSize"])';

/** As many items are on the page, */
export const ITEMS = 16;
/** as many reviews has each of them, */
const REVIEWS_EACH = 3;
/** and as many people have written them all. */
const PEOPLE = 12;

/** The types of the page by the subgraph that owns their fields. */
const CATALOG = 'id: ID! title: String! summary: String tags: [String!]!';
const STOCK = 'inStock: Int! price: Money! shelf: Shelf';
const REVIEWS = 'reviews: [Review!]!';
const PERSON = 'id: ID! name: String! email: String! isAway: Boolean!';
const ASIDE = `type Shelf { hall: String! row: Int! label: String } type Money { amountMinor: Int! currency: String! }`;
const REVIEW = 'type Review { id: ID! stars: Int! text: String! author: Person! }';
const QUERY_TYPE = 'type Query { page(first: Int!): [Item!]! @listSize(slicingArguments: ["first"]) }';

/** Four subgraphs that together describe the items of one page. */
export const SHOP: Readonly<Record<string, string>> = {
  catalog: `${LINK} ${QUERY_TYPE} type Item @key(fields: "id") { ${CATALOG} }`,
  stock: `${LINK} type Item @key(fields: "id") { id: ID! ${STOCK} } ${ASIDE}`,
  reviews: `${LINK} type Item @key(fields: "id") { id: ID! ${REVIEWS} } ${REVIEW}
    type Person @key(fields: "id", resolvable: false) { id: ID! }`,
  people: `${LINK} type Person @key(fields: "id") { ${PERSON} }`,
};

/** The same as one schema, for who does not federate. */
export const MONOLITH = `${QUERY_TYPE} type Item { ${CATALOG} ${STOCK} ${REVIEWS} } type Person { ${PERSON} } ${ASIDE} ${REVIEW}`;

/** What a client asks: a fetch of the page, then of two more subgraphs side by side, then of who has written. */
export const QUERY = `query Page($first: Int!) { page(first: $first) {
  id title summary tags inStock price { amountMinor currency } shelf { hall row label }
  reviews { id stars text author { id name email isAway } }
} }`;

/** The request of every round, as it comes over the wire. */
export const BODY = JSON.stringify({ query: QUERY, variables: { first: ITEMS } });

const numbers = (length: number) => Array.from({ length }, (_, index) => index);

const people = new Map(
  numbers(PEOPLE).map((index) => {
    const person = { id: `prs_${index}`, name: `Person ${index}`, email: `person-${index}@shop.test` };
    return [person.id, { __typename: 'Person', ...person, isAway: index % 2 === 0 }];
  }),
);

function reviewsOf(item: number): object[] {
  return numbers(REVIEWS_EACH).map((index) => ({
    id: `rev_${item}_${index}`,
    stars: 1 + ((item + index) % 5),
    text: `What was said about item ${item} as number ${index}.`,
    author: { __typename: 'Person', id: `prs_${(item * REVIEWS_EACH + index) % PEOPLE}` },
  }));
}

const items = new Map(
  numbers(ITEMS).map((index) => {
    const title = `Item number ${index} of the page`;
    const item = {
      __typename: 'Item',
      id: `item_${index}`,
      title,
      summary: `It is what is said of "${title}".`,
      tags: ['new', 'sale', `shelf-${index}`],
      inStock: index * 3,
      price: { amountMinor: 4200 + index, currency: 'NOK' },
      shelf: { hall: 'north', row: index, label: `Row ${index}` },
    };
    return [item.id, item];
  }),
);

const reviews = new Map([...items.keys()].map((id, index) => [id, { id, reviews: reviewsOf(index) }]));

/** Loads what is behind ids, as from a database: many at once, and later. */
export interface Loaders {
  readonly items: DataLoader<string, unknown>;
  readonly reviews: DataLoader<string, { readonly reviews: unknown } | undefined>;
  readonly people: DataLoader<string, unknown>;
}

function loader<V>(rows: ReadonlyMap<string, V>): DataLoader<string, V | undefined> {
  return new DataLoader(async (ids) => ids.map((id) => rows.get(id)));
}

/** The loaders of one operation. */
export function loaders(): Loaders {
  return { items: loader(items), reviews: loader(reviews), people: loader(people) };
}

/** What `Query.page` answers, in a subgraph and in the schema that does not federate. */
export async function page(_root: unknown, { first }: { first: number }): Promise<unknown> {
  return [...items.values()].slice(0, first);
}
