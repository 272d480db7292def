const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@interfaceObject"
])`;

const CATALOG = `
  type Query {
    product(id: ID!): Product
    products(first: Int = 3): [Product!]!
    node(id: ID!): Node
    search(text: String): [Result]
    grid: [[Product]!]
    shelf: [[Cell!]!]!
    media(first: Int = 2): [Media!]!
    catalogVersion: String!
  }
  type Mutation { renameProduct(id: ID!, input: RenameInput!): Product  touch: Boolean! }
  input RenameInput { name: String!  tags: [String!] = ["new"]  kind: Kind }
  interface Node { id: ID! }
  union Result = Product | Person | Note
  type Product implements Node @key(fields: "id") {
    id: ID!
    sku: String!
    name: String
    tags: [String!]
    matrix: [[Int]]
    size: Size
    kind: Kind!
    weight: Float!
    dims: [Dim!]!
    related(first: Int): [Product!]
    owner: Person
    maker: Person!
    since: DateTime!
    extra: JSON
  }
  type Size { w: Int!  h: Int! }
  type Dim { unit: String!  value: Int }
  enum Kind { BIG SMALL }
  type Cell { x: Int!  y: Int  product: Product }
  type Note @shareable { text: String!  mark: Int }
  type Person @key(fields: "id", resolvable: false) { id: ID! }
  interface Media @key(fields: "id") { id: ID!  title: String }
  type Book implements Media @key(fields: "id") { id: ID!  title: String  pages: Int!  author: Person! }
  type Film implements Media @key(fields: "id") { id: ID!  title: String  minutes: Int  stars: [Person!]! }
  type Warehouse @key(fields: "id") { id: ID!  code: Int @shareable  built: DateTime }
  scalar DateTime
  scalar JSON
`;

const STOCK = `
  type Query { places(first: Int = 3): [Place!]!  warehouse(id: ID!): Warehouse }
  type Mutation { restock(id: ID!, by: Int!): Product! }
  type Product @key(fields: "id") {
    id: ID!
    weight: Float! @external
    dims: [Dim!]! @external
    inStock: Int
    shipping: Money! @requires(fields: "weight")
    volume: Int @requires(fields: "dims { value }")
    places: [Place!]
  }
  type Dim { value: Int @external }
  interface Place { id: ID!  label: String! }
  type Warehouse implements Place @key(fields: "id") {
    id: ID!
    label: String!
    code: Int! @shareable
    slots: [[Slot!]!]
    manager: Person @provides(fields: "nick")
  }
  type Shop implements Place @key(fields: "id") {
    id: ID!
    label: String!
    code: Int
    opensAt: DateTime
    staff: [Person]!
    best: Product
  }
  type Slot { n: Int!  product: Product }
  type Person @key(fields: "id") { id: ID!  nick: String @external }
  type Money @shareable { amount: Int!  currency: String! }
  scalar DateTime
`;

const PEOPLE = `
  type Query { me: Person  person(id: ID!): Person  people: [Person!]! }
  type Mutation { befriend(id: ID!): Person }
  type Person @key(fields: "id") @key(fields: "email") {
    id: ID!
    email: String!
    name: String!
    nick: String @shareable
    friends(first: Int): [Person!]
    boss: Person
    favourite: Product
  }
  type Product @key(fields: "id") { id: ID!  fans: [Person]  discount: Money }
  type Money @shareable { amount: Int!  currency: String! }
`;

const REVIEWS = `
  type Query { opinions: [Opinion!]  latest: Review }
  union Opinion = Review | Note
  type Note @shareable { text: String!  mark: Int }
  type Media @interfaceObject @key(fields: "id") { id: ID!  reviews(first: Int): [Review!]!  rating: Float }
  type Product @key(fields: "id") { id: ID!  reviews(first: Int): [Review!]!  score: Int! }
  type Review { id: ID!  body: String  by: Person!  about: Product }
  type Person @key(fields: "email") { email: String!  reviews: [Review!] }
`;

/** Four subgraphs with everything that plans are made of, as SDL by name. */
export const RICH_HOUSE: Readonly<Record<string, string>> = {
  catalog: `${LINK}${CATALOG}`,
  stock: `${LINK}${STOCK}`,
  people: `${LINK}${PEOPLE}`,
  reviews: `${LINK}${REVIEWS}`,
};
