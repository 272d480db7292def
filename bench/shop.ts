const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';

/** As many items are on the page. */
export const ITEMS = 40;

/** Four subgraphs that together describe the items of one page. */
export const SHOP: Readonly<Record<string, string>> = {
  catalog: `${LINK}
    type Query { page(first: Int!): [Item!]! }
    type Item @key(fields: "id") { id: ID!  title: String!  summary: String  tags: [String!]! }`,
  stock: `${LINK}
    type Item @key(fields: "id") { id: ID!  inStock: Int!  shelf: Shelf }
    type Shelf { hall: String!  row: Int!  label: String }`,
  prices: `${LINK}
    type Item @key(fields: "id") { id: ID!  price: Money!  discountPercent: Float }
    type Money { amountMinor: Int!  currency: String! }`,
  people: `${LINK}
    type Item @key(fields: "id") { id: ID!  owner: Owner! }
    type Owner { name: String!  email: String!  isAway: Boolean! }`,
};

/** What a client asks: one fetch of the page, then one of each other subgraph, side by side. */
export const QUERY = `query Page($first: Int!) { page(first: $first) {
  id title summary tags inStock shelf { hall row label } price { amountMinor currency } discountPercent
  owner { name email isAway }
} }`;

const items = Array.from({ length: ITEMS }, (_, index) => index);

function pageItem(index: number): object {
  const title = `Item number ${index} of the page`;
  const summary = `It is what is said of "${title}", in one sentence.`;
  return { __typename: 'Item', id: `item_${index}`, title, summary, tags: ['new', 'sale', `shelf-${index}`] };
}

const ENTITIES: Readonly<Record<string, (index: number) => object>> = {
  stock: (index) => ({ inStock: index * 3, shelf: { hall: 'north', row: index, label: `Row ${index}` } }),
  prices: (index) => ({ price: { amountMinor: 4200 + index, currency: 'NOK' }, discountPercent: index / 4 }),
  people: (index) => ({
    owner: { name: `Owner of ${index}`, email: `owner-${index}@shop.test`, isAway: index % 2 === 0 },
  }),
};

function answerText(subgraph: string): string {
  const entity = ENTITIES[subgraph];
  return JSON.stringify({ data: entity ? { _entities: items.map(entity) } : { page: items.map(pageItem) } });
}

/** What each subgraph answers to its part of the query, as it comes over the wire. */
export const ANSWERS: ReadonlyMap<string, string> = new Map(
  Object.keys(SHOP).map((subgraph) => [subgraph, answerText(subgraph)]),
);
