import type { Bus, Hint, NodeId } from '#server/realtime/bus';
import type { Dice } from './dice';
import type { VirtualClock } from './virtual-clock';

type Listener = (hint: Hint) => void;

/** What goes between nodes: lost, late, doubled and out of order, as the dice fall. */
export class HintNetwork {
  readonly #listeners = new Map<NodeId, Listener>();
  /** Of a hundred hints, so many are lost, and so many come twice. */
  losses = 0;
  doubles = 0;
  slowest = 5;

  constructor(
    private readonly clock: VirtualClock,
    private readonly dice: Dice
  ) {}

  /** A node's own end; only as long as `isAlive` says so. */
  busFor(node: NodeId, isAlive: () => boolean): Bus {
    return {
      node,
      connected: true,
      publish: (hint) => isAlive() && this.#send(node, hint),
      listen: (listener) => this.#listeners.set(node, (hint) => isAlive() && listener(hint)),
      onReconnect: () => {},
      // Every node hears everything: what it has not open it ignores.
      attend: () => {},
      leave: () => {},
      onAttending: () => {},
      close: async () => void this.#listeners.delete(node)
    };
  }

  #send(from: NodeId, hint: Hint): void {
    for (const [node, listener] of this.#listeners) {
      if (node === from) continue;
      if (!this.dice.chance(this.losses)) this.#deliver(listener, hint);
      if (this.dice.chance(this.doubles)) this.#deliver(listener, hint);
    }
  }

  #deliver(listener: Listener, hint: Hint): void {
    this.clock.after(this.dice.below(this.slowest + 1), () => listener(hint));
  }
}
