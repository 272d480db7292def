/** A message that was not taken. */
export class DeliveryFault extends Error {
  override readonly name = 'DeliveryFault';
  /** Sending it again changes nothing: the address does not exist, or the message is refused for what it is. */
  readonly isFinal: boolean;

  constructor(reason: string, { isFinal }: { readonly isFinal: boolean }) {
    super(reason);
    this.isFinal = isFinal;
  }
}
