import type { DocumentId, SpecificationId } from '#domain/ids';
import type { Topic } from '#protocol/topics';
import type { Bus } from './bus';
import { ChangeAnnouncer } from './change-announcer';
import { Room } from './room';
import type { RoomTools } from './room-document';
import type { RoomEvents } from './room-events';

interface House {
  readonly bus: Pick<Bus, 'node' | 'publish' | 'attend' | 'leave'>;
  announce(topics: readonly Topic[]): void;
}

interface OpenRoom {
  readonly room: Room;
  readonly announcers: { readonly here: ChangeAnnouncer; readonly elsewhere: ChangeAnnouncer };
  stopRest: (() => void) | undefined;
}

/** The rooms that are in memory: one for each document that somebody has open, and for a while after. */
export class OpenRooms {
  readonly #rooms = new Map<DocumentId, OpenRoom>();

  constructor(
    private readonly tools: RoomTools,
    private readonly house: House
  ) {}

  get size(): number {
    return this.#rooms.size;
  }

  /** Every document that is open here, and the newest row that its people have been sent. */
  get documents(): ReadonlyMap<DocumentId, number> {
    return new Map([...this.#rooms].map(([documentId, { room }]) => [documentId, room.sequence]));
  }

  get(documentId: DocumentId): Room | undefined {
    return this.#rooms.get(documentId)?.room;
  }

  /** The room of a document, for somebody who joins it now: there is never a second one. */
  enter(documentId: DocumentId, specificationId: SpecificationId): Room {
    const open = this.#rooms.get(documentId) ?? this.#open(documentId, specificationId);
    open.stopRest?.();
    return open.room;
  }

  /** Resolves when everything that had arrived is dealt with. */
  async settled(): Promise<void> {
    await Promise.all([...this.#rooms.values()].map(({ room }) => room.settled()));
  }

  /** When nobody is in any of them any more. */
  async close(): Promise<void> {
    await Promise.all([...this.#rooms.values()].map(({ room }) => room.rest()));
    for (const documentId of [...this.#rooms.keys()]) this.#forget(documentId);
  }

  #open(documentId: DocumentId, specificationId: SpecificationId): OpenRoom {
    const topics: readonly Topic[] = [{ kind: 'specification', id: specificationId }];
    const { bus, announce } = this.house;
    const { scheduler, limits } = this.tools;
    const every = limits.announceEvery;
    const announcers = {
      here: new ChangeAnnouncer(() => announce(topics), every, scheduler),
      elsewhere: new ChangeAnnouncer(() => bus.publish({ kind: 'topics', topics }), every, scheduler)
    };
    const room = new Room(documentId, this.tools, this.#eventsOf(documentId, announcers));
    const open: OpenRoom = { room, announcers, stopRest: undefined };
    this.#rooms.set(documentId, open);
    bus.attend(documentId);
    return open;
  }

  /** Every node tells its own pages of whatever comes; only the one that stored it tells the other nodes. */
  #eventsOf(documentId: DocumentId, { here, elsewhere }: OpenRoom['announcers']): RoomEvents {
    const { bus } = this.house;
    return {
      changed: () => here.changed(),
      stored: (hint) => {
        bus.publish(hint);
        elsewhere.changed();
      },
      moved: (entries) => bus.publish({ kind: 'presence', documentId, node: bus.node, entries }),
      quiet: () => this.#restLater(documentId)
    };
  }

  #restLater(documentId: DocumentId): void {
    const open = this.#rooms.get(documentId);
    if (!open) return;
    open.stopRest?.();
    const { scheduler, limits } = this.tools;
    open.stopRest = scheduler.after(limits.idleRoom, () => void this.#rest(documentId, open));
  }

  /** Somebody may come in while the snapshot is kept: then it stays. */
  async #rest(documentId: DocumentId, { room }: OpenRoom): Promise<void> {
    await room.rest();
    if (room.idle && this.get(documentId) === room) this.#forget(documentId);
  }

  #forget(documentId: DocumentId): void {
    const open = this.#rooms.get(documentId);
    this.#rooms.delete(documentId);
    this.house.bus.leave(documentId);
    open?.stopRest?.();
    open?.announcers.here.close();
    open?.announcers.elsewhere.close();
    open?.room.close();
  }
}
