const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@inaccessible", "@interfaceObject", "@override", "@tag",
  "@cost", "@listSize", "@context", "@fromContext"
])`;

/** The SDL of subgraphs by their names. */
export type House = Readonly<Record<string, string>>;

function house(subgraphs: House): House {
  const linked = Object.entries(subgraphs).map(([name, sdl]) => [name, `${LINK}${sdl}`] as const);
  return Object.fromEntries(linked);
}

/** Interfaces and unions as entities, `@interfaceObject`, and `@requires` through them. */
const LIBRARY = house({
  works: `
    type Subscription { found(text: String): Find  worked: Work! }
    type Query { works(first: Int = 2): [Work!]!  work(id: ID!): Work  finds(text: String): [[Find]]  shelf: Shelf! }
    interface Work @key(fields: "id") { id: ID!  title: String!  by: Author  next: Work }
    type Book implements Work @key(fields: "id") {
      id: ID!  title: String!  by: Author  next: Work  pages: Int  chapters: [Chapter!]
    }
    type Film implements Work @key(fields: "id") {
      id: ID!  title: String!  by: Author  next: Film  minutes: Int!  cast: [Author!]!
    }
    type Song implements Work @key(fields: "id") { id: ID!  title: String!  by: Author  next: Work  tune(high: Boolean = true): String }
    union Find = Book | Film | Chapter | Author
    type Chapter { name: String!  notes: [[String!]]  of: Work! }
    type Shelf { best: Work!  all: [Find!]!  rows: [[Work!]!]! }
    type Author @key(fields: "id", resolvable: false) { id: ID! }`,
  people: `
    type Query { authors(first: Int! = 2): [Author!]!  either: Party }
    union Party = Author | Firm
    type Author @key(fields: "id") { id: ID!  name(short: Boolean): String!  knows: [Author]  firm: Firm! born: Int }
    type Firm @key(fields: "id") @key(fields: "vat") { id: ID!  vat: String!  boss: Author!  parties: [Party!] }`,
  reviews: `
    type Subscription { reviewed(first: Int = 1): [Review!]  moved: Work }
    type Query { loved: [Work!]!  latest: Review }
    type Work @key(fields: "id") @interfaceObject {
      id: ID!
      reviews(first: Int = 2): [Review!]!  stars: Float  blurb(loud: Boolean): String
    }
    type Review { text: String  about: Work!  by: Author! }
    type Author @key(fields: "id") {
      id: ID!  born: Int @external  firm: Firm! @external
      reviews: [Review]  age(on: Int = 3): Int! @requires(fields: "born firm { vat boss { id } }")
    }
    type Firm @key(fields: "id", resolvable: false) { id: ID!  vat: String! @external boss: Author! @external }`,
});

/** Keys of many kinds, `@provides`, `@override`, `@shareable`, and `@requires` of unions and arguments. */
const MARKET = house({
  goods: `
    type Query { items(first: Int = 3): [Item!]!  item(org: ID!, num: Int!): Item  hot: [Thing]  same: Place @shareable }
    union Thing = Item | Crate | Place
    type Org @key(fields: "id") { id: ID!  label: String! @shareable }
    type Item @key(fields: "org { id } num") @key(fields: "sku") {
      org: Org!  num: Int!  sku: ID!  price(in: Currency = EUR): Float  box: Box  parts: [Part!]!
      old: String  moved: Int!  place: Place @shareable
    }
    union Box = Bag | Crate
    type Bag { liters: Int  tint: Tint }
    type Crate @key(fields: "ref { code }") { ref: Ref!  wood: String @shareable  inside: [Item] }
    type Ref @shareable { code: String!  also: Int }
    type Part { kind: Currency!  weight: Int }
    enum Currency { EUR NOK USD }
    enum Tint { RED BLUE }
    type Place @shareable { lat: Float!  lon: Float!  near: [[Place!]] }`,
  stock: `
    type Query { crates: [Crate!]  same: Place @shareable  cheapest(of: [ID!], max: Int = 4): Item }
    type Item @key(fields: "sku") {
      sku: ID!  price(in: Currency = EUR): Float @external  box: Box @external  parts: [Part!]! @external
      left: Int!  tax: Float @requires(fields: "price(in: NOK)")
      fits: Boolean! @requires(fields: "box { __typename ... on Bag { liters tint } ... on Crate { wood } }")
      mass: Int @requires(fields: "parts { weight kind }")
      moved: Int! @override(from: "goods")
      old: String @override(from: "goods", label: "percent(40)")
      crate: Crate @provides(fields: "wood")
    }
    union Box = Bag | Crate
    type Bag { liters: Int @external  tint: Tint @external }
    type Part { kind: Currency! @external  weight: Int @external }
    type Crate @key(fields: "ref { code }") { ref: Ref!  wood: String @external  weight: Int!  seller: Org }
    type Ref @shareable { code: String! }
    type Org @key(fields: "id", resolvable: false) { id: ID! }
    enum Currency { EUR NOK USD }
    enum Tint { RED BLUE }
    type Place @shareable { lat: Float!  lon: Float!  near: [[Place!]] }`,
  orgs: `
    type Query { orgs: [Org!]!  top: Org! }
    type Org @key(fields: "id") @key(fields: "slug") {
      id: ID!  slug: String!  label: String! @shareable  items(first: Int = 2): [Item!]!  parent: Org  score: Int!
    }
    type Item @key(fields: "org { id } num", resolvable: false) { org: Org!  num: Int! }`,
});

/** Recursion, lists of lists, chains of what is never null, scalars, enums and inputs. */
const FOREST = house({
  trees: `
    type Query {
      tree(id: ID!): Tree  forest(first: Int = 2): [[Tree!]!]!  grid(at: [[Int!]!], by: Filter): [[Leaf]!]
      echo(value: JSON, when: Stamp, list: [Kind!] = [TALL], filter: Filter = { kinds: [SMALL], near: { x: 1 } }): JSON
      must: Tree!
    }
    input Filter { kinds: [Kind!] = [TALL, SMALL]  near: Point  deep: Filter  text: String = "a\\"b" }
    input Point { x: Int!  y: Float = 0.5 }
    enum Kind { TALL SMALL }
    scalar JSON
    scalar Stamp
    interface Node { id: ID! }
    type Tree implements Node @key(fields: "id") {
      id: ID!  kind: Kind!  up: Tree  down(first: Int = 2, by: Filter): [Tree!]!  rings: [[[Int]!]]
      leaves: [[Leaf!]]!  data: JSON  cut: Stamp!  kinds: [Kind]
    }
    type Leaf implements Node @key(fields: "id") { id: ID!  size: Float  on: Tree! }`,
  bugs: `
    type Subscription { bitten(by: ID = "x"): [[Bug!]]!  eaten: Leaf }
    type Query { bugs: [Bug!]!  node(id: ID!): Node }
    interface Node { id: ID! }
    type Bug implements Node @key(fields: "id") { id: ID!  name: String  eats: [[Leaf!]!]!  home: Tree!  pair: [Bug!] }
    type Tree @key(fields: "id") { id: ID!  bugs(first: Int = 1): [Bug!]!  king: Bug!  sick: Boolean }
    type Leaf @key(fields: "id") { id: ID!  bug: Bug!  holes: [[Hole!]!]  worth: Int! }
    type Hole { wide: Int!  by: Bug!  more: [Hole] }`,
  care: `
    type Query { keepers: [Keeper] }
    type Keeper @key(fields: "id") { id: ID!  trees: [Tree!]!  hint: JSON }
    type Bug @key(fields: "id") { id: ID!  fee: Int!  keeper: Keeper! }
    type Tree @key(fields: "id") { id: ID!  rings: [[[Int]!]] @external keeper: Keeper!  years: Int @requires(fields: "rings") }
    scalar JSON`,
});

/** Mutations across subgraphs, what is hidden, and what costs. */
const OFFICE = house({
  desk: `
    type Query { me: Clerk!  clerk(id: ID!): Clerk  inbox(first: Int = 2): [Paper!]! @listSize(slicingArguments: ["first"]) }
    type Mutation { turnA: Int!  sign(id: ID!, as: Stamp = SEAL): Signed!  hire(input: Hire!): Clerk  failA: Int }
    input Hire { name: String!  rank: Int = 2  tags: [String] = ["x", null]  secret: Int @inaccessible }
    enum Stamp { SEAL INK SECRET @inaccessible }
    type Signed { clerk: Clerk!  stamp: Stamp!  papers: [Paper] }
    interface Paper { id: ID!  pages: Int }
    type Bill implements Paper @key(fields: "id") @tag(name: "money") { id: ID!  pages: Int  sum: Int! @cost(weight: 3) }
    type Memo implements Paper @key(fields: "id") { id: ID!  pages: Int  to: [Clerk!] }
    type Clerk @key(fields: "id") @key(fields: "badge") { id: ID!  badge: Int! @inaccessible  name: String!  papers: [Paper]! }`,
  vault: `
    type Query { gold: Hoard! }
    type Mutation { turnB: Int!  pay(id: ID!): Bill  turnC(by: Int = 1): Int! }
    type Hoard @shareable { gold: Int! }
    type Clerk @key(fields: "badge") { badge: Int!  wage: Int!  rich: Boolean  vaults: [Hoard!] }
    type Bill @key(fields: "id") { id: ID!  paid: Boolean!  payer: Clerk }
    type Memo @key(fields: "id") { id: ID!  copies: Int! }`,
});

/** Fields that take arguments from above: from objects, interfaces, unions, the root, and other subgraphs. */
const BAZAAR = house({
  stalls: `
    type Query @context(name: "fair") {
      season: String  stalls(first: Int = 2): [Stall!]!  stall(id: ID!): Stall  spots: [[Spot]]  owners: [Owner]
      prizes: [Prize!]
    }
    type Prize @key(fields: "id") {
      id: ID!  next: Prize  when(season: String @fromContext(field: "$fair { season }")): String
    }
    type Subscription { opened(first: Int = 2): [Stall!]  joined: Owner! }
    interface Stall @context(name: "stall") { id: ID!  currency: Coin  rows: [Row!]!  ware: Ware  sign: Sign! }
    type Booth implements Stall @key(fields: "id") @context(name: "stall") {
      id: ID!  currency: Coin  rows: [Row!]!  ware: Ware  sign: Sign!  width: Int  owner: Owner
    }
    type Tent implements Stall @key(fields: "id") @context(name: "stall") {
      id: ID!  currency: Coin  rows: [Row!]!  ware: Ware  sign: Sign!  height: Int
    }
    union Spot @context(name: "spot") = Booth | Tent
    type Sign @key(fields: "id") {
      id: ID!  text: String
      size(of: Int @fromContext(field: "$spot ... on Booth { width } ... on Tent { height }")): Int!
    }
    type Owner @key(fields: "id") @context(name: "stall") {
      id: ID!  currency: Coin  wares(first: Int): [Ware!]!  knows: [Owner]
    }
    type Row { wares(first: Int = 2): [[Ware!]]!  best: Ware }
    type Ware @key(fields: "id") {
      id: ID!  name(long: Boolean): String!
      price(in: Coin @fromContext(field: "$stall { currency }"), loud: Boolean): Int
    }
    enum Coin { EUR NOK USD }`,
  taxes: `
    type Query { zones: [Zone!] }
    type Sign @key(fields: "id") {
      id: ID!  due(for: Int @fromContext(field: "$side ... on Booth { depth } ... on Tent { slope }")): Int
    }
    interface Stall @context(name: "place") { id: ID!  tax: Float  zone: Zone }
    type Booth implements Stall @key(fields: "id") @context(name: "place") @context(name: "side") {
      id: ID!  tax: Float  zone: Zone  depth: Int
    }
    type Tent implements Stall @key(fields: "id") @context(name: "place") @context(name: "side") {
      id: ID!  tax: Float  zone: Zone  slope: Int
    }
    type Owner @key(fields: "id") @context(name: "place") { id: ID!  tax: Float  zone: Zone }
    type Zone { code: Int  lines: [Line] }
    type Line { nr: Int! }
    type Ware @key(fields: "id") {
      id: ID!  weight: Int
      fee(
        rate: Float @fromContext(field: "$place { tax }"), of: ID @fromContext(field: "$place { id }"),
        zone: Int @fromContext(field: "$place { zone { code } }"), twice: Boolean = false
      ): Int!
      duty(lines: [Int] @fromContext(field: "$place { zone { lines { nr } } }")): Int
      maker: Maker!
    }
    type Maker @key(fields: "id") {
      id: ID!  wares: [Ware!]  label(rate: Float @fromContext(field: "$place { tax }")): String
    }`,
});

/** Fields on their way from one subgraph to another: of the root, entities and interfaces, by shares and by name. */
const REMOVAL = house({
  attic: `
    type Query { boxes(first: Int = 2): [Box!]!  box(id: ID!): Box  things: [[Thing]]  lamp: Lamp  lamps: [Lamp] }
    interface Thing { id: ID!  weight: Int }
    type Box implements Thing @key(fields: "id") {
      id: ID!  weight: Int  label(long: Boolean): String!  inside: [Thing!]  lamp: Lamp!  size: Size!
    }
    type Lamp implements Thing @key(fields: "id") { id: ID!  weight: Int  watts(at: Int = 2): Float!  in: Box }
    type Size @shareable { wide: Int!  high: Int }`,
  flat: `
    type Query {
      things: [[Thing]] @override(from: "attic", label: "percent(50)")
      lamp: Lamp @override(from: "attic", label: "move-lamp")
      rooms: [Room!]
    }
    interface Thing { id: ID!  weight: Int }
    type Box implements Thing @key(fields: "id") {
      id: ID!  weight: Int @override(from: "attic", label: "percent(30)")
      inside: [Thing!] @override(from: "attic", label: "percent(70)")
      size: Size! @override(from: "attic", label: "percent(50)")
      room: Room
    }
    type Lamp implements Thing @key(fields: "id") {
      id: ID!  weight: Int @override(from: "attic", label: "percent(30)")
      watts(at: Int = 2): Float! @override(from: "attic", label: "move-lamp")
      in: Box @override(from: "attic", label: "percent(50)")
    }
    type Size @shareable { wide: Int!  high: Int }
    type Room { boxes: [Box!]!  best: Thing }`,
});

/** Six supergraphs of what this product's own does not use. */
export const FOREIGN_HOUSES: Readonly<Record<string, House>> = {
  library: LIBRARY,
  market: MARKET,
  forest: FOREST,
  office: OFFICE,
  bazaar: BAZAAR,
  removal: REMOVAL,
};
