import { Field, ID, InterfaceType } from 'type-graphql';

/** Something that is known by an id which no other thing has, as Relay asks of a server. */
@InterfaceType('Node', { description: 'Something that is known by an id which no other thing has.' })
export abstract class NodeType {
  @Field(() => ID, { description: 'Begins with what it is of, such as `bkg_` of a booking.' })
  id!: string;
}
