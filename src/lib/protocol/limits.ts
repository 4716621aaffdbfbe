/**
 * Every limit of the `/sync` socket. Sizes in bytes, times in milliseconds. Each is also a setting: `socketsPerSession`
 * is SYNC_SOCKETS_PER_SESSION (docs/limits.md).
 */
export const SYNC_LIMITS = {
  /** One frame. The WebSocket layer closes with 1009 before it holds more than this. */
  frame: 1024 * 1024,
  /** One update; over it the edit is refused in words and the socket stays open. */
  update: 1_000_000,
  /** Deleted stretches named in one update. Every full exchange names all of a document, so this is far above any. */
  deleteRanges: 200_000,
  /** Pieces of text, elements and attributes in one update. */
  pieces: 200_000,
  /** How deep blocks may stand in one another. Lists in tables in lists come nowhere near it. */
  nesting: 40,
  /** An update with text in it by somebody who may only read; over it, it is refused without being decoded. */
  readOnlyUpdate: 64 * 1024,
  /** Updates of one connection while it may only read: an honest client sends one, known, whenever it is asked. */
  readOnlyEdits: 20,
  /** Fragments of one message, so that a million one-byte fragments cannot fill the memory. */
  fragments: 1024,
  socketsPerSession: 20,
  /** Of one person over all their sessions and devices. */
  socketsPerPerson: 60,
  /** From one address over all rooms. A whole hospital may share one. */
  socketsPerAddress: 2000,
  /** Upgrade requests that wait for their answer at once. */
  upgradesUnderWay: 500,
  /** New client ids that one person may be given in one document within an hour. */
  clientIdsPerHour: 200,
  /** One document, encoded; over it nothing can be added, only taken out. */
  documentBytes: 5_000_000,
  /** Messages of one connection: sustained per second, and how many may come at once. */
  messagesPerSecond: 1000,
  messageBurst: 10_000,
  /** Updates of one connection that wait for the room; over it the socket is not read from. */
  waiting: 2 * 1024 * 1024,
  /** Updates committed together at most. */
  batch: 500,
  /** From one commit of edits to the next, all rooms together, while people type quickly. The first after a rest waits for nothing. */
  beat: 10,
  /** Bytes written to a socket that its peer has not taken; over it the socket is closed. */
  unread: 4 * 1024 * 1024,
  /** Clients named in one presence message: stock clients pass on everybody's. */
  presenceEntries: 1000,
  /** One client's presence as JSON. */
  presenceState: 4096,
  /** Clients that a room shows at once. */
  presenceClients: 1000,
  /** One client is shown once in this time, which makes ten times per second, and so many times at once after a rest. */
  presenceEvery: 100,
  presenceBurst: 3,
  /** How often the session and the rights behind a socket are asked for again. */
  lease: 30_000,
  /** A lease that is not answered in this time has run out. */
  leaseAnswer: 5000,
  /** How often a socket is pinged; one that has not answered by the next time is dropped. */
  heartbeat: 15_000,
  /** A room without people stays in memory this long. */
  idleRoom: 30_000,
  /** A snapshot is kept after so many rows of the log since the last one, and when a room with a tenth of it rests. */
  snapshotRows: 500,
  /** And not more often than this for a room that is being written in. */
  snapshotEvery: 10_000,
  /** At most one announcement per room in this time. */
  announceEvery: 1000,
  /** How long after a refusal the client is asked for what is missing. */
  askAgain: 1000,
  /** How long closing waits for the other side before sockets are cut. */
  farewell: 1000
} as const;

/** Every limit of the `/live` socket, set by LIVE_…. Sizes in bytes, times in milliseconds. */
export const LIVE_LIMITS = {
  frame: 16 * 1024,
  /** Fragments of one message. */
  fragments: 64,
  /** Things that one page watches. */
  topics: 50,
  socketsPerSession: 20,
  socketsPerPerson: 60,
  socketsPerAddress: 2000,
  upgradesUnderWay: 500,
  /** Messages of one connection: a page says what it watches once per page that is looked at. */
  messagesPerSecond: 1,
  messageBurst: 20,
  /** Bytes written to a socket that its peer has not taken; over it the socket is cut, and the page comes back. */
  unread: 256 * 1024,
  /** How often the session behind a socket is checked again, and a dead peer noticed. */
  lease: 30_000
} as const;

export type LiveLimits = { readonly [Name in keyof typeof LIVE_LIMITS]: number };
export type SyncLimits = { readonly [Name in keyof typeof SYNC_LIMITS]: number };
